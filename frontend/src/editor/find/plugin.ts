import { Plugin, PluginKey, TextSelection } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { findAll, type Found } from './search.ts';

/** What is looked for, and what was found. */
export interface Search {
  wanted: string;
  matchCase: boolean;
  found: Found[];
  current: number;
}

const key = new PluginKey<Search>('find');
const NOTHING: Search = { wanted: '', matchCase: false, found: [], current: -1 };

/** Marks every place of the words that are looked for. */
export function findPlugin(): Plugin<Search> {
  return new Plugin<Search>({
    key,
    state: {
      init: () => NOTHING,
      apply(tr, search) {
        const asked = tr.getMeta(key) as Partial<Search> | undefined;
        if (!asked && (!tr.docChanged || search.wanted === '')) return search;
        const next = { ...search, ...asked };
        const renew = tr.docChanged || next.wanted !== search.wanted || next.matchCase !== search.matchCase;
        if (renew) {
          next.found = findAll(tr.doc, next.wanted, next.matchCase);
          const from = next.wanted === search.wanted ? (search.found[search.current]?.from ?? 0) : tr.selection.from;
          next.current = asked?.current ?? next.found.findIndex((each) => each.from >= tr.mapping.map(from, -1));
          if (next.current < 0) next.current = next.found.length > 0 ? 0 : -1;
        }
        return next;
      },
    },
    props: {
      decorations(state) {
        const search = key.getState(state);
        if (!search || search.found.length === 0) return null;
        return DecorationSet.create(
          state.doc,
          search.found.map((each, index) => Decoration.inline(each.from, each.to, { class: index === search.current ? 'ed-found ed-found-current' : 'ed-found' })),
        );
      },
    },
  });
}

/** The present search. */
export function searchOf(view: EditorView): Search {
  return key.getState(view.state) ?? NOTHING;
}

/** Looks for words; empty words end the search. */
export function look(view: EditorView, asked: Partial<Pick<Search, 'wanted' | 'matchCase'>>): void {
  view.dispatch(view.state.tr.setMeta(key, asked));
  show(view);
}

/** Goes to the next or the previous place. */
export function step(view: EditorView, by: 1 | -1): void {
  const { found, current } = searchOf(view);
  if (found.length === 0) return;
  view.dispatch(view.state.tr.setMeta(key, { current: (current + by + found.length) % found.length }));
  show(view);
}

function show(view: EditorView): void {
  const { found, current } = searchOf(view);
  const place = found[current];
  if (!place) return;
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, place.from, place.to)));
  const dom = view.domAtPos(place.from).node;
  (dom instanceof Element ? dom : dom.parentElement)?.scrollIntoView({ block: 'center' });
}

/** Replaces the current place and goes to the next. */
export function replaceOne(view: EditorView, by: string): void {
  const { found, current } = searchOf(view);
  const place = found[current];
  if (!place) return;
  view.dispatch(view.state.tr.insertText(by, place.from, place.to).setMeta(key, { current: Math.min(current, Math.max(0, found.length - 2)) }));
  show(view);
}

/** Replaces every place; says how many. One undo takes it back. */
export function replaceAll(view: EditorView, by: string): number {
  const { found } = searchOf(view);
  const { tr } = view.state;
  for (const place of [...found].reverse()) tr.insertText(by, place.from, place.to);
  if (found.length > 0) view.dispatch(tr);
  return found.length;
}
