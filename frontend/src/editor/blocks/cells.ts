import type { Command } from 'prosemirror-state';
import { CellSelection, cellAround, mergeCells, nextCell } from 'prosemirror-tables';

/**
 * From the edge of a cell to the cell beside it: from there on the arrows select cells. (prosemirror-tables does this only
 * for cells that hold paragraphs.)
 */
export function selectCells(axis: 'horiz' | 'vert', direction: 1 | -1): Command {
  const edge = axis === 'horiz' ? (direction < 0 ? 'left' : 'right') : direction < 0 ? 'up' : 'down';
  return (state, dispatch, view) => {
    const { selection } = state;
    const cell = selection instanceof CellSelection ? null : cellAround(selection.$head);
    const next = cell && view?.endOfTextblock(edge) && nextCell(cell, axis, direction);
    if (!cell || !next) return false;
    dispatch?.(state.tr.setSelection(new CellSelection(cell, next)));
    return true;
  };
}

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
