import type { Node } from 'prosemirror-model';
import { TextSelection, type EditorState, type Transaction } from 'prosemirror-state';
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
    if (!node.isText) return;
    const link = node.marks.find((mark) => mark.type === marks.link);
    const number = HREF.exec(String(link?.attrs.href ?? ''))?.[1];
    if (number && marks.sup.isInSet(node.marks)) found.push({ from: at, to: at + node.nodeSize, number: Number(number) });
  });
  return found;
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

/** Inserts a footnote at the caret. */
export function insertFootnote(view: EditorView, heading: string): void {
  const tr = footnoteTransaction(view.state, heading);
  if (tr) view.dispatch(tr);
  view.focus();
}
