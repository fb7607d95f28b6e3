import { setBlockType, wrapIn } from 'prosemirror-commands';
import { wrapInList } from 'prosemirror-schema-list';
import { NodeSelection, Selection, TextSelection, type Command } from 'prosemirror-state';
import type { Node } from 'prosemirror-model';
import type { EditorView } from 'prosemirror-view';
import { t, type MessageKey } from '../../messages.ts';
import type { IconName } from '../../ui/icons.ts';
import { askEmbed } from '../cards/ask_embed.ts';
import { pickMedia } from '../cards/media_picker.ts';
import { cardOf, galleryOf } from '../cards/uploads.ts';
import { enterCard } from '../cards/view.ts';
import { footnote } from '../footnotes/insert.ts';
import { nodes, schema } from '../schema.ts';
import type { Services } from '../services.ts';

/** A block that the menu offers. */
export interface SlashItem {
  icon: IconName;
  name: MessageKey;
  /** Other words by which it is found, in English and in the languages of the interface. */
  words: string;
  /** Markdown or keys that do the same. */
  keys?: string;
  run: (view: EditorView) => void | Promise<void>;
}

function command(run: Command): (view: EditorView) => void {
  return (view) => {
    run(view.state, view.dispatch, view);
    view.focus();
  };
}

/** Puts a block in the place of the empty paragraph, or behind the present block, and goes into it. */
export function insertBlock(view: EditorView, node: Node): void {
  const { state } = view;
  const { $from } = state.selection;
  const paragraph = $from.parent.type === nodes.paragraph && $from.parent.content.size === 0;
  const from = paragraph ? $from.before() : $from.depth > 0 ? $from.after(1) : state.selection.to;
  const to = paragraph ? $from.after() : from;
  const tr = state.tr.replaceWith(from, to, node);
  const after = from + node.nodeSize;
  if (!tr.doc.resolve(after).nodeAfter?.isTextblock) tr.insert(after, nodes.paragraph.create());
  if (node.isAtom || node.type === nodes.horizontal_rule) {
    const card = node.type !== nodes.horizontal_rule && node.type !== nodes.paywall;
    tr.setSelection(card ? NodeSelection.create(tr.doc, from) : TextSelection.create(tr.doc, after + 1));
  } else tr.setSelection(Selection.near(tr.doc.resolve(from + 1)));
  view.dispatch(tr.scrollIntoView());
  view.focus();
  if (node.isAtom) enterCard(view, from);
}

function block(make: () => Node): (view: EditorView) => void {
  return (view) => insertBlock(view, make());
}

function emptyTable(): Node {
  const row = (type: typeof nodes.table_cell) => nodes.table_row.create(null, [1, 2, 3].map(() => type.create()));
  return nodes.table.create(null, [row(nodes.table_header), row(nodes.table_cell), row(nodes.table_cell)]);
}

function today(language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date());
}

/** The time of an entry as its readers write it. */
function now(language: string): string {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' }).format(new Date());
}

/** Everything that the menu offers to this person. */
export function slashItems(services: Services): SlashItem[] {
  const { endpoints, can } = services.config;
  const media = (kind: 'image' | 'video' | 'audio' | 'file') => async (view: EditorView) => {
    const [file] = await pickMedia(services, { kind, many: false });
    if (file) insertBlock(view, cardOf(file));
  };
  const gallery = async (view: EditorView) => {
    const files = await pickMedia(services, { kind: 'image', many: true });
    if (files.length > 0) insertBlock(view, galleryOf(files));
  };
  const paragraph = () => nodes.paragraph.create();
  const items: (SlashItem | false)[] = [
    { icon: 'heading', name: 'heading_2', words: 'heading h2 title подзаголовок заголовок სათაური', keys: '##', run: command(setBlockType(nodes.heading, { level: 2 })) },
    { icon: 'heading', name: 'heading_3', words: 'heading h3 subheading подзаголовок სათაური', keys: '###', run: command(setBlockType(nodes.heading, { level: 3 })) },
    Boolean(endpoints.upload) && { icon: 'image', name: 'card_image', words: 'image photo picture фото картинка снимок ფოტო სურათი', run: media('image') },
    Boolean(endpoints.upload) && { icon: 'gallery', name: 'card_gallery', words: 'gallery photos галерея გალერეა', run: gallery },
    { icon: 'quote', name: 'quote', words: 'quote blockquote цитата ციტატა', keys: '>', run: command(wrapIn(nodes.blockquote)) },
    { icon: 'quote', name: 'pull_quote', words: 'pull quote врезка цитата ციტატა', run: block(() => nodes.pull_quote.create()) },
    { icon: 'list', name: 'bullet_list', words: 'bullet list список სია', keys: '-', run: command(wrapInList(nodes.bullet_list)) },
    { icon: 'numbers', name: 'ordered_list', words: 'numbered ordered list нумерованный список სია', keys: '1.', run: command(wrapInList(nodes.ordered_list)) },
    Boolean(endpoints.embed) && { icon: 'embed', name: 'card_embed', words: 'embed youtube video post x twitter telegram facebook instagram bluesky mastodon vimeo spotify soundcloud datawrapper bookmark встроить ссылка видео ბმული', run: (view) => askEmbed(view, services) },
    { icon: 'footnote', name: 'footnote', words: 'footnote note сноска სქოლიო', keys: 'Ctrl-Alt-F', run: (view) => footnote(view, t('footnotes')) },
    { icon: 'callout', name: 'card_callout', words: 'callout box плашка выноска ჩარჩო', run: block(() => schema.nodes.callout!.create()) },
    { icon: 'toggle', name: 'card_toggle', words: 'toggle accordion спойлер раскрыть ჩამოსაშლელი', run: block(() => schema.nodes.toggle!.create()) },
    { icon: 'button', name: 'card_button', words: 'button кнопка ღილაკი', run: block(() => schema.nodes.button!.create()) },
    { icon: 'table', name: 'table', words: 'table таблица ცხრილი', run: block(emptyTable) },
    { icon: 'divider', name: 'divider', words: 'divider line rule разделитель линия გამყოფი', keys: '---', run: block(() => nodes.horizontal_rule.create()) },
    Boolean(endpoints.upload) && { icon: 'video', name: 'card_video', words: 'video видео ვიდეო', run: media('video') },
    Boolean(endpoints.upload) && { icon: 'audio', name: 'card_audio', words: 'audio sound podcast звук аудио подкаст აუდიო', run: media('audio') },
    Boolean(endpoints.upload) && { icon: 'file', name: 'card_file', words: 'file download pdf файл документ ფაილი', run: media('file') },
    { icon: 'paywall', name: 'paywall', words: 'paywall members only подписчики платный წევრები', run: block(() => nodes.paywall.create()) },
    { icon: 'correction', name: 'correction', words: 'correction erratum исправление поправка შესწორება', run: block(() => nodes.correction.create({ date: today(services.language()) }, paragraph())) },
    { icon: 'note', name: 'live_update', words: 'live update blog хроника онлайн ქრონიკა', run: block(() => nodes.live_update.create({ time: now(services.language()) }, paragraph())) },
    { icon: 'code', name: 'card_code_block', words: 'code program код კოდი', keys: '```', run: block(() => schema.nodes.code_block!.create()) },
    can.rawHtml && { icon: 'html', name: 'card_html', words: 'html embed code код', run: block(() => schema.nodes.html!.create()) },
  ];
  return items.filter((item) => item !== false);
}

/** The items whose name or words begin with what was typed; the name counts most. */
export function matching(items: SlashItem[], query: string): SlashItem[] {
  const wanted = query.trim().toLocaleLowerCase();
  if (wanted === '') return items;
  const rank = (item: SlashItem) => {
    const name = t(item.name).toLocaleLowerCase();
    if (name.startsWith(wanted)) return 0;
    if (item.words.split(' ').some((word) => word.startsWith(wanted))) return 1;
    return name.includes(wanted) ? 2 : 3;
  };
  return items
    .map((item) => ({ item, rank: rank(item) }))
    .filter((each) => each.rank < 3)
    .sort((one, other) => one.rank - other.rank)
    .map((each) => each.item);
}
