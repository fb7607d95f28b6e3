import { TextSelection, type EditorState } from 'prosemirror-state';
import type { Mark } from 'prosemirror-model';
import { marks } from '../schema.ts';

/** What is noted of a quote: an id, who said it, about whom, on which day (YYYY-MM-DD or free words). */
export interface Statement {
  id: string;
  speaker: string;
  about: string;
  date: string;
}

/** A run of words that carries one statement. */
export interface StatementRun {
  from: number;
  to: number;
  statement: Statement;
}

/** The statement that the caret or the selection touches. */
export function statementAround(state: EditorState): StatementRun | null {
  const { from, to } = state.selection;
  let found: Mark | undefined;
  state.doc.nodesBetween(Math.max(0, from - 1), Math.min(state.doc.content.size, to + 1), (node) => {
    found ??= node.marks.find((mark) => mark.type === marks.statement);
    return !found;
  });
  if (!found) return null;
  const mark = found;
  const $from = state.selection.$from;
  const start = $from.depth === 0 ? 0 : $from.start(1);
  const end = $from.depth === 0 ? state.doc.content.size : $from.end(1);
  let first = Number.POSITIVE_INFINITY;
  let last = -1;
  state.doc.nodesBetween(start, end, (node, at) => {
    if (!mark.isInSet(node.marks)) return;
    first = Math.min(first, at);
    last = Math.max(last, at + node.nodeSize);
  });
  return last < 0 ? null : { from: first, to: last, statement: mark.attrs as Statement };
}

/** The selected words without the spaces around them; null when nothing is selected. */
export function quoteRange(state: EditorState): { from: number; to: number } | null {
  const { selection } = state;
  if (!(selection instanceof TextSelection) || selection.empty) return null;
  const words = state.doc.textBetween(selection.from, selection.to, '\n', '\ufffc');
  const lead = words.length - words.trimStart().length;
  const tail = words.length - words.trimEnd().length;
  const sameBlock = selection.$from.sameParent(selection.$to);
  return words.trim() === '' ? null : sameBlock ? { from: selection.from + lead, to: selection.to - tail } : { from: selection.from, to: selection.to };
}

/** A name for a new statement. */
export function newStatementId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
