import type { Command } from 'prosemirror-state';
import { CellSelection, mergeCells } from 'prosemirror-tables';

/** Makes one cell of those that are selected; a space stands between their words. */
export const mergeWords: Command = (state, dispatch, view) => {
  const { selection, tr } = state;
  if (!(selection instanceof CellSelection) || !mergeCells(state)) return false;
  if (!dispatch || !view) return true;
  const later: number[] = [];
  let first = true;
  selection.forEachCell((cell, at) => {
    if (cell.content.size === 0) return;
    if (!first) later.push(at + 1);
    first = false;
  });
  // From the end to the start, so that positions ahead stay true.
  for (const at of later.reverse()) tr.insertText(' ', at);
  dispatch(tr);
  return mergeCells(view.state, dispatch);
};
