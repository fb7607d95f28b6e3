import { liftListItem } from 'prosemirror-schema-list';
import type { Command, EditorState } from 'prosemirror-state';
import { TextSelection } from 'prosemirror-state';
import { addRowAfter, goToNextCell, isInTable, selectedRect } from 'prosemirror-tables';
import { nodes } from '../schema.ts';

function cellAround(state: EditorState): { depth: number } | null {
  const { $head } = state.selection;
  for (let depth = $head.depth; depth > 0; depth -= 1) if ($head.node(depth).type.name.startsWith('table_') && $head.node(depth).isTextblock) return { depth };
  return null;
}

/** Enter in a cell goes to the cell below; in the last row it makes a new row. */
export const enterInCell: Command = (state, dispatch, view) => {
  if (!cellAround(state)) return false;
  const { map, top, left, table, tableStart } = selectedRect(state);
  if (!dispatch) return true;
  const row = top + 1;
  if (row >= map.height) addRowAfter(state, dispatch);
  const now = view?.state ?? state;
  const grown = now.doc.nodeAt(tableStart - 1) ?? table;
  const below = selectedRect(now).map.map[row * map.width + left];
  if (below === undefined || grown.childCount <= row) return true;
  dispatch(now.tr.setSelection(TextSelection.near(now.doc.resolve(tableStart + below + 1))).scrollIntoView());
  return true;
};

/** Enter in an empty item goes one list outwards, and out of the outermost. */
export const leaveEmptyItem: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.depth < 2 || $from.parent.content.size > 0) return false;
  const item = $from.node(-1);
  if (item.type !== nodes.list_item || item.childCount !== 1) return false;
  return liftListItem(nodes.list_item)(state, dispatch);
};

/** Tab goes through the cells; after the last one it makes a new row. */
export function tabInTable(direction: 1 | -1): Command {
  return (state, dispatch, view) => {
    if (!isInTable(state)) return false;
    if (goToNextCell(direction)(state, dispatch)) return true;
    if (dispatch && view) {
      addRowAfter(state, dispatch);
      goToNextCell(1)(view.state, dispatch);
    }
    return true;
  };
}

/** A new paragraph behind the outermost block, wherever the caret is in it. */
export const leaveBlockAtEnd: Command = (state, dispatch) => {
  const { $to } = state.selection;
  const after = $to.depth > 0 ? $to.after(1) : state.selection.to;
  if (dispatch) {
    const tr = state.tr.insert(after, nodes.paragraph.create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  }
  return true;
};
