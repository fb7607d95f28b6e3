import { Fragment, type Node } from 'prosemirror-model';
import { NodeSelection, TextSelection, type Command, type EditorState, type Transaction } from 'prosemirror-state';

/** Where the block that the selection is in stands among its neighbours. */
interface Spot {
  /** Position before the block. */
  at: number;
  node: Node;
  parent: Node;
  index: number;
}

/** The block that a move carries: the list item in a list, otherwise the outermost block. */
function spotOf(state: EditorState): Spot | null {
  const { selection } = state;
  const { $from } = selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type.name === 'list_item') return { at: $from.before(depth), node, parent: $from.node(depth - 1), index: $from.index(depth - 1) };
  }
  if ($from.depth === 0) {
    const node = selection instanceof NodeSelection ? selection.node : $from.nodeAfter;
    return node && { at: $from.pos, node, parent: state.doc, index: $from.index(0) };
  }
  return { at: $from.before(1), node: $from.node(1), parent: state.doc, index: $from.index(0) };
}

/** Exchanges a block with the one before (-1) or after (1). Null when there is none. */
function swapTransaction(state: EditorState, direction: -1 | 1): Transaction | null {
  const spot = spotOf(state);
  const neighbour = spot && spot.parent.maybeChild(spot.index + direction);
  if (!spot || !neighbour) return null;
  const start = direction < 0 ? spot.at - neighbour.nodeSize : spot.at;
  const pair = direction < 0 ? [spot.node, neighbour] : [neighbour, spot.node];
  const tr = state.tr.replaceWith(start, start + spot.node.nodeSize + neighbour.nodeSize, Fragment.from(pair));
  const shift = direction < 0 ? -neighbour.nodeSize : neighbour.nodeSize;
  const { selection } = state;
  tr.setSelection(
    selection instanceof NodeSelection
      ? NodeSelection.create(tr.doc, selection.from + shift)
      : TextSelection.between(tr.doc.resolve(selection.anchor + shift), tr.doc.resolve(selection.head + shift)),
  );
  return tr.scrollIntoView();
}

/** Moves the block of the selection up or down. */
export function moveBlock(direction: -1 | 1): Command {
  return (state, dispatch) => {
    const tr = swapTransaction(state, direction);
    if (tr) dispatch?.(tr);
    return tr !== null;
  };
}

/** Writes the outermost block of the selection a second time below it. */
export const duplicateBlock: Command = (state, dispatch) => {
  const spot = spotOf(state);
  if (!spot) return false;
  dispatch?.(state.tr.insert(spot.at + spot.node.nodeSize, spot.node).scrollIntoView());
  return true;
};

/** Deletes the outermost block of the selection. */
export const deleteBlock: Command = (state, dispatch) => {
  const spot = spotOf(state);
  if (!spot) return false;
  dispatch?.(state.tr.delete(spot.at, spot.at + spot.node.nodeSize).scrollIntoView());
  return true;
};
