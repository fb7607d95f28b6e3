import type { Node } from 'prosemirror-model';
import { Plugin, Selection, TextSelection, type EditorState, type Transaction } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { marks, nodes } from '../schema.ts';

/** A raised number in the text that points to a note. */
export interface Reference {
  from: number;
  to: number;
  number: number;
}

const HREF = /^#fn-(\d+)$/;

/** The references of a document, in reading order. */
export function references(doc: Node): Reference[] {
  const found: Reference[] = [];
  doc.descendants((node, at) => {
    const number = numberOf(node);
    if (number) found.push({ from: at, to: at + node.nodeSize, number });
  });
  return found;
}

/** The number that a text points with, if it is a reference. */
function numberOf(node: Node | null): number | null {
  if (!node?.isText || !marks.sup.isInSet(node.marks)) return null;
  const link = node.marks.find((mark) => mark.type === marks.link);
  const number = HREF.exec(String(link?.attrs.href ?? ''))?.[1];
  return number ? Number(number) : null;
}

/** Words as they are quoted: without the numbers of notes. */
export function wordsBetween(doc: Node, from: number, to: number, between: string): string {
  const inside = references(doc).filter((reference) => from <= reference.from && reference.to <= to);
  const ends = [...inside.map((reference) => reference.from), to];
  return [from, ...inside.map((reference) => reference.to)].map((start, index) => doc.textBetween(start, ends[index] ?? to, between)).join('');
}

/** The list of notes: the last numbered list at the top of the document, when the text has references. */
function notesList(doc: Node): { at: number; node: Node } | null {
  if (references(doc).length === 0) return null;
  let found: { at: number; node: Node } | null = null;
  doc.forEach((node, at) => {
    if (node.type === nodes.ordered_list) found = { at, node };
  });
  return found;
}

function referenceNode(number: number): Node {
  return nodes.text.schema.text(String(number), [marks.link.create({ href: `#fn-${number}` }), marks.sup.create()]);
}

/**
 * Writes a reference at the caret and an empty note at its place in the list; later ones move up by one. The caret goes
 * into the note.
 */
export function footnoteTransaction(state: EditorState, heading: string): Transaction | null {
  const { $to } = state.selection;
  if (!$to.parent.inlineContent) return null;
  const all = references(state.doc);
  const list = notesList(state.doc);
  if (list && $to.pos > list.at && $to.pos < list.at + list.node.nodeSize) return null;
  const index = all.filter((reference) => reference.from < $to.pos).length;
  const { tr } = state;
  // From the end to the start, so that positions ahead stay true.
  for (const reference of all.slice(index).reverse()) tr.replaceWith(reference.from, reference.to, referenceNode(reference.number + 1));
  const at = tr.mapping.map($to.pos, -1);
  tr.insert(at, referenceNode(index + 1));
  tr.removeStoredMark(marks.sup).removeStoredMark(marks.link);
  const note = nodes.list_item.create(null, nodes.paragraph.create());
  const now = list ? { at: tr.mapping.map(list.at), node: tr.doc.nodeAt(tr.mapping.map(list.at)) } : null;
  let inside: number;
  if (now?.node) {
    inside = now.at + 1;
    for (let before = 0; before < Math.min(index, now.node.childCount); before += 1) inside += now.node.child(before).nodeSize;
    tr.insert(inside, note);
  } else {
    const end = tr.doc.content.size;
    tr.insert(end, [nodes.heading.create({ level: 2 }, nodes.text.schema.text(heading)), nodes.ordered_list.create(null, note)]);
    inside = tr.doc.content.size - note.nodeSize - 1;
  }
  return tr.setSelection(TextSelection.create(tr.doc, inside + 2)).scrollIntoView();
}

/** From a reference, at its end or in it, to the end of its note, and from a note behind its reference; null from elsewhere. */
function acrossTransaction({ doc, tr }: EditorState, here: number): Transaction | null {
  const list = notesList(doc);
  if (!list) return null;
  const all = references(doc);
  const from = all.find((reference) => reference.from < here && here <= reference.to);
  let at = list.at + 1;
  for (let index = 0; index < list.node.childCount; index += 1) {
    const end = at + list.node.child(index).nodeSize;
    if (from?.number === index + 1) return tr.setSelection(Selection.near(doc.resolve(end - 1), -1)).scrollIntoView();
    const back = at < here && here < end && all.find((reference) => reference.number === index + 1);
    if (back) return tr.setSelection(TextSelection.create(doc, back.to)).scrollIntoView();
    at = end;
  }
  return null;
}

/** What is typed behind a number is not raised. */
export function besideNumbers(): Plugin {
  return new Plugin({
    appendTransaction(_transactions, _before, { selection, storedMarks, tr }) {
      const { $from, empty } = selection;
      if (!empty || storedMarks || $from.textOffset > 0 || !numberOf($from.nodeBefore)) return null;
      return tr.setStoredMarks($from.marks().filter((mark) => mark.type !== marks.sup));
    },
  });
}

/** Goes from a position across to what belongs to it; false when there is nothing. */
export function goAcross(view: EditorView, here: number): boolean {
  const tr = acrossTransaction(view.state, here);
  if (tr) view.dispatch(tr);
  return tr !== null;
}

/** Inserts a footnote at the caret; beside a number goes to its note, and from a note back to its number. */
export function footnote(view: EditorView, heading: string): void {
  const { selection } = view.state;
  const tr = (selection.empty && acrossTransaction(view.state, selection.from)) || footnoteTransaction(view.state, heading);
  if (tr) view.dispatch(tr);
  view.focus();
}
