import * as Y from 'yjs';
import type { EditorConfig } from '../config.ts';
import { createBody } from '../editor/body.ts';
import { CommentRail } from '../editor/comments/rail.ts';
import { commentsPlugin } from '../editor/comments/plugin.ts';
import { Comments } from '../editor/comments/store.ts';
import { FindBox } from '../editor/find/box.ts';
import type { Services } from '../editor/services.ts';
import { sharedLine } from '../fields/line.ts';
import { request } from '../http/request.ts';
import { Keep } from '../live/keep.ts';
import { peopleList } from '../live/people.ts';
import { Provider } from '../live/provider.ts';
import { SafetyLine } from '../live/safety.ts';
import { t } from '../messages.ts';
import { Details } from '../panel/details.ts';
import { fieldLabel } from '../panel/labels.ts';
import { featureImage } from '../panel/feature_image.ts';
import { detailsPanel } from '../panel/panel.ts';
import { openHistory } from '../publish/history.ts';
import { openPublish, run, type Story } from '../publish/dialog.ts';
import { confirmThat } from '../ui/dialog.ts';
import { el } from '../ui/element.ts';
import { noticeShelf, notify } from '../ui/notices.ts';
import { topBar } from './bar.ts';
import { CountLine } from './count_line.ts';
import { openHelp } from './help.ts';
import { hearNotices } from './news.ts';
import { phoneBar } from './phone_bar.ts';
import { Side } from './side.ts';

/** Builds the page of one story in its place, connects it, and returns when somebody can write. */
export async function openRoom(mount: HTMLElement, config: EditorConfig): Promise<void> {
  const doc = new Y.Doc();
  const provider = new Provider(config.live, doc);
  provider.awareness.setLocalStateField('user', config.user);
  const safety = new SafetyLine();
  safety.show('connecting');
  const ready = new Promise<void>((resolve) => {
    provider.onsync = resolve;
  });
  const opening = Keep.open(`masthead-${config.storyId}-${config.user.id}`, doc);
  let keep: Keep | null = null;
  provider.onsafety = (now) => safety.show(now);
  provider.onunsaved = (unsaved) => keep?.note(unsaved);

  const details = new Details(config.endpoints.details ?? '');
  details.onfailure = (error) => notify(error instanceof TypeError ? t('no_connection') : error.message, 'error');
  details.onconflict = (key, mine) => notify(t('conflict', { field: fieldLabel(key) }), 'error', { label: t('use_mine'), act: () => details.change({ [key]: mine }) });
  const services: Services = { config, language: () => details.value?.language || config.language };
  const root = el('div', { class: 'ed', lang: config.locale });
  const words = () => ({ title: doc.getText('title').toString(), standfirst: doc.getText('standfirst').toString(), start: body.state.doc.textBetween(0, Math.min(600, body.state.doc.content.size), ' ') });

  const text = (name: 'title' | 'standfirst', look: string, next: () => void) =>
    sharedLine(doc.getText(name), { label: t(name), placeholder: t(`${name}_placeholder`), look, writable: config.can.write, language: services.language, onnext: next });
  const standfirst = text('standfirst', 'ed-standfirst', () => body.focus());
  const title = text('title', 'ed-title', () => standfirst.focus());
  for (const area of [title, standfirst]) area.lang = config.language;
  const place = el('div', { class: 'ed-body' });
  const heading = el('h1', { class: 'ed-unseen' });
  const nameStory = () => (heading.textContent = doc.getText('title').toString() || t('untitled'));
  doc.getText('title').observe(nameStory);
  nameStory();
  const page = el('div', { class: 'ed-page' }, heading, featureImage(details, services), title, standfirst, place);

  const count = new CountLine();
  const comments = config.endpoints.comments ? new Comments(config.endpoints.comments) : null;
  let rail: CommentRail | null = null;
  let find: FindBox | null = null;
  let side: Side;
  const body = createBody(place, {
    fragment: doc.getXmlFragment('body'),
    awareness: provider.awareness,
    services,
    plugins: comments ? [commentsPlugin(comments, (id) => rail?.show(id, side.isSheet))] : [],
    oncomment: () => rail?.begin(),
    onfind: (replace) => find?.open(replace),
    onhelp: openHelp,
    onbefore: () => standfirst.focus(),
    onchange: () => count.count(body.state.doc),
  });
  find = new FindBox(body, config.can.write);

  const story: Story = { config, details, title: () => doc.getText('title').toString(), doc: () => body.state.doc, settled: () => settled(provider) };
  const excerpt = text('standfirst', 'ed-input', () => {});
  excerpt.lang = config.language;
  excerpt.setAttribute('aria-label', t('excerpt'));
  const panel = detailsPanel(details, services, words, excerpt, {
    history: () => void openHistory(config.endpoints.revisions ?? '', config.can.write),
    duplicate: () => void follow(run(story, config.endpoints.duplicate)),
    trash: async () => {
      if (await confirmThat(t('trash'), t('trash_ask'), t('trash'), true)) void follow(request('POST', config.endpoints.trash ?? '', {}), '/room/stories/');
    },
    unpublish: async () => {
      if (await confirmThat(t('unpublish'), t('unpublish_ask'), t('unpublish'), true)) void follow(run(story, config.endpoints.unpublish).then(() => notify(t('unpublished'))));
    },
  });
  const parts = [{ tab: 'details' as const, label: t('details'), content: panel }];
  side = new Side(comments ? [...parts, { tab: 'comments' as const, label: t('comments'), content: el('div', {}) }] : parts, () => body.focus());
  if (comments) {
    rail = new CommentRail(body, comments, () => side.open('comments'));
    side.element.querySelector('#ed-panel-comments')?.replaceChildren(rail.element);
  }
  const bar = topBar(
    story,
    { safety: safety.element, people: peopleList(provider.awareness, config.user.id), count: count.element },
    { find: () => find?.open(false), help: openHelp, details: () => side.toggle('details'), comments: comments ? () => side.toggle('comments') : null, publish: () => openPublish(story) },
  );
  side.onchange = () => {
    root.classList.toggle('ed-with-side', !side.element.hidden);
    bar.side.setAttribute('aria-expanded', String(side.shows('details')));
    bar.comments?.setAttribute('aria-expanded', String(side.shows('comments')));
    if (side.shows('details')) details.show();
  };
  side.onchange();
  comments?.onchange(() => bar.comments?.setAttribute('data-count', rail?.open ? String(rail.open) : ''));
  details.onchange(() => {
    count.aim(details.value?.targetWords ?? null);
    body.dom.lang = services.language();
  });
  // What comes with the server's first word is in its details already; what comes later is news, whoever wrote it.
  doc.on('update', () => provider.synced && details.wordsChanged());
  root.append(bar.element, find.element, el('div', { class: 'ed-desk' }, page, side.element), noticeShelf());
  if (config.can.write) root.append(phoneBar(body, services));

  // Boxes that were made before the page had its root.
  document.querySelectorAll('body > .ed-float').forEach((box) => root.append(box));
  mount.replaceChildren(root);
  hearNotices(provider, { me: config.user.name, details, comments, doc, body, keep: () => keep });
  void details.load().catch(details.onfailure);

  // Nobody waits for the copy on this device, unless there is no server: what is typed before it opens goes into it whole.
  const restored = opening.then((opened) => {
    keep = opened.keep;
    if (opened.restored) {
      provider.holdsUnsaved();
      if (!provider.synced) notify(t('restored_words'));
    }
    keep?.note(provider.unsaved);
    return opened.restored ? undefined : new Promise<void>(() => {});
  });
  await Promise.race([ready, restored]);
  root.classList.add('ed-ready');
  root.dataset.ready = '';
  // From here on somebody can type: the figure that is measured.
  performance.mark('editor-ready');
  count.count(body.state.doc);
  void comments?.load().catch(() => {});
  if (config.can.write) (title.value === '' ? title : body.dom).focus({ preventScroll: true });
  guardLeaving(provider, details);
  pageKeys({ details: () => side.toggle('details'), publish: () => openPublish(story), find: (replace) => find?.open(replace), help: openHelp });
}

/** Waits until the server has every word: what is published must be what is seen. */
async function settled(provider: Provider): Promise<void> {
  for (let waited = 0; provider.unsaved || provider.safety !== 'saved'; waited += 50) {
    if (waited > 5000) throw new Error(t('not_saved_yet'));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Goes where the answer leads. */
async function follow(answer: Promise<unknown>, otherwise?: string): Promise<void> {
  try {
    const done = (await answer) as { location?: string } | undefined;
    const target = done?.location ?? otherwise;
    if (target) location.assign(target);
  } catch (error) {
    notify(error instanceof TypeError ? t('no_connection') : (error as Error).message, 'error');
  }
}

function guardLeaving(provider: Provider, details: Details): void {
  addEventListener('beforeunload', (event) => {
    if (!provider.unsaved && !details.unsaved) return;
    void details.flush();
    event.preventDefault();
  });
}

function pageKeys(act: { details: () => void; publish: () => void; find: (replace: boolean) => void; help: () => void }): void {
  document.addEventListener('keydown', (event) => {
    if (document.querySelector('dialog[open]')) return;
    const command = event.ctrlKey || event.metaKey;
    const writing = (event.target as HTMLElement).closest('input, textarea, select, [contenteditable=true]');
    if (event.key === '?' && !writing) return act.help();
    if (!command || event.defaultPrevented) return;
    const key = event.key.toLowerCase();
    if (event.altKey && event.code === 'KeyD') act.details();
    else if (event.altKey && event.code === 'KeyP') act.publish();
    else if (!event.altKey && !event.shiftKey && (key === 'f' || key === 'h')) act.find(key === 'h');
    else if (!event.altKey && key === '/') act.help();
    else if (!event.altKey && key === 's') notify(t('saves_itself'));
    else return;
    event.preventDefault();
  });
}
