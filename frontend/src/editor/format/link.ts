import type { MarkType } from 'prosemirror-model';
import { TextSelection, type Command, type EditorState } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { request, withQuery } from '../../http/request.ts';
import { t } from '../../messages.ts';
import { iconButton } from '../../ui/button.ts';
import { choiceField } from '../../ui/choices.ts';
import { el } from '../../ui/element.ts';
import { icon } from '../../ui/icons.ts';
import { place } from '../../ui/place.ts';
import { readAddress, toShow } from '../marks/addresses.ts';
import type { Services } from '../services.ts';

interface Found {
  title: string;
  url: string;
  date: string | null;
  kind: string;
}

/** The whole run of a link around the selection. */
function linkAround(state: EditorState, type: MarkType): { from: number; to: number; href: string } | null {
  const { $from } = state.selection;
  const { parent } = $from;
  if (!parent.inlineContent) return null;
  const start = parent.childAfter($from.parentOffset);
  const here = start.node && type.isInSet(start.node.marks) ? start : parent.childBefore($from.parentOffset);
  const mark = here.node && type.isInSet(here.node.marks);
  if (!mark) return null;
  let first = here.index;
  let last = here.index;
  while (first > 0 && mark.isInSet(parent.child(first - 1).marks)) first -= 1;
  while (last + 1 < parent.childCount && mark.isInSet(parent.child(last + 1).marks)) last += 1;
  let from = $from.start();
  for (let index = 0; index < first; index += 1) from += parent.child(index).nodeSize;
  let to = from;
  for (let index = first; index <= last; index += 1) to += parent.child(index).nodeSize;
  return { from, to, href: String(mark.attrs.href) };
}

/** The key of links: on selected words, or inside a link. Anywhere else the room's command palette has it. */
export function linkKey(services: Services): Command {
  return (state, _dispatch, view) => {
    const type = state.schema.marks.link;
    if (!view || !type || (state.selection.empty && !linkAround(state, type))) return false;
    editLink(view, services);
    return true;
  };
}

/** Asks for the address of the selected words; searches our own stories by their title at the same time. */
export function editLink(view: EditorView, services: Services): void {
  const type = view.state.schema.marks.link;
  if (!type || !services.config.can.write) return;
  const existing = linkAround(view.state, type);
  const range = view.state.selection.empty && existing ? existing : view.state.selection;
  const { from, to } = range;
  const field = choiceField<string>(t('link_address'), t('link_placeholder'), async (text) => {
    const address = services.config.endpoints.links;
    if (!address || text.length < 2 || readAddress(text)) return [];
    const found = await request<Found[]>('GET', withQuery(address, { q: text }));
    return found.map((story) => ({ label: story.title, note: story.date ?? story.url, value: story.url }));
  });
  field.input.value = existing?.href ?? '';
  const hint = el('p', { class: 'ed-field-error', role: 'alert', hidden: true }, t('link_invalid'));
  const finish = () => {
    document.removeEventListener('mousedown', outside, true);
    box.remove();
    view.focus();
  };
  const apply = (href: string, words?: string) => {
    const address = readAddress(href);
    if (!address) {
      hint.hidden = false;
      return;
    }
    const { tr } = view.state;
    const end = Math.min(to, tr.doc.content.size);
    if (from === end) {
      tr.insert(from, view.state.schema.text(words ?? address.replace(/^https?:\/\//, ''), [type.create({ href: address })]));
    } else tr.removeMark(from, end, type).addMark(from, end, type.create({ href: address }));
    const after = from === end ? tr.mapping.map(from) : end;
    view.dispatch(tr.setSelection(TextSelection.create(tr.doc, after)).removeStoredMark(type).scrollIntoView());
    finish();
  };
  field.onenter = (text) => (text === '' && existing ? remove() : apply(text));
  field.onchoose = (choice) => apply(choice.value, choice.label);
  const remove = () => {
    if (existing) view.dispatch(view.state.tr.removeMark(existing.from, existing.to, type));
    finish();
  };
  const onward = existing && !existing.href.startsWith('#') ? el('a', { class: 'ed-icon-button', href: toShow(existing.href), target: '_blank', rel: 'noopener noreferrer', 'aria-label': t('open_link'), title: t('open_link') }, icon('right')) : null;
  const box = el(
    'div',
    { class: 'ed-float ed-link-box', role: 'dialog', 'aria-label': t('link') },
    el('div', { class: 'ed-row' }, field.element, iconButton('check', t('apply'), () => apply(field.input.value)), onward, existing ? iconButton('trash', t('link_remove'), remove) : null),
    hint,
  );
  box.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') finish();
    if (event.key !== 'Tab') return;
    // The box lies over the text and not in its order.
    const stops = [...box.querySelectorAll<HTMLElement>('input, button, a')];
    const next = stops[(stops.indexOf(document.activeElement as HTMLElement) + (event.shiftKey ? stops.length - 1 : 1)) % stops.length];
    event.preventDefault();
    next?.focus();
  });
  const outside = (event: MouseEvent) => box.contains(event.target as Node) || finish();
  document.addEventListener('mousedown', outside, true);
  (document.querySelector('.ed') ?? document.body).append(box);
  place(box, view.coordsAtPos(from));
  field.input.focus();
  field.input.select();
}
