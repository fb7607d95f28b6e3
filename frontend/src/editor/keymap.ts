import { baseKeymap, chainCommands, createParagraphNear, exitCode, liftEmptyBlock, newlineInCode, setBlockType, splitBlock, toggleMark } from 'prosemirror-commands';
import { keymap } from 'prosemirror-keymap';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import type { Command, Plugin } from 'prosemirror-state';
import { goToNextCell } from 'prosemirror-tables';
import { redoCommand, undoCommand } from 'y-prosemirror';
import { moveBlock } from './blocks/move.ts';
import { selectCells } from './blocks/cells.ts';
import { enterInCell, leaveBlockAtEnd, leaveEmptyItem, tabInTable } from './blocks/enter.ts';
import { enterHead } from './cards/lines.ts';
import { toggleList, toggleQuote } from './blocks/turn.ts';
import { marks, nodes } from './schema.ts';
import { goOn } from './tab.ts';

const hardBreak: Command = (state, dispatch) => {
  if (!state.selection.$from.parent.inlineContent) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create(), false).scrollIntoView());
  return true;
};

/** Keys of the body, as the help sheet lists them. What opens a box (link, search …) comes in `more`. */
export function keys(more: Record<string, Command>): Plugin[] {
  return [
    keymap({
      ...more,
      'Mod-z': undoCommand,
      'Mod-y': redoCommand,
      'Mod-Shift-z': redoCommand,
      'Mod-b': toggleMark(marks.strong),
      'Mod-i': toggleMark(marks.em),
      'Mod-u': toggleMark(marks.underline),
      'Mod-Shift-x': toggleMark(marks.strike),
      'Mod-e': toggleMark(marks.code),
      'Mod-.': toggleMark(marks.sup),
      'Mod-,': toggleMark(marks.sub),
      'Mod-Alt-0': setBlockType(nodes.paragraph),
      'Mod-Alt-2': setBlockType(nodes.heading, { level: 2 }),
      'Mod-Alt-3': setBlockType(nodes.heading, { level: 3 }),
      'Mod-Alt-4': setBlockType(nodes.heading, { level: 4 }),
      'Mod-Shift-7': toggleList(nodes.ordered_list),
      'Mod-Shift-8': toggleList(nodes.bullet_list),
      'Mod-Shift-9': toggleQuote,
      'Alt-ArrowUp': moveBlock(-1),
      'Alt-ArrowDown': moveBlock(1),
      'Shift-ArrowLeft': selectCells('horiz', -1),
      'Shift-ArrowRight': selectCells('horiz', 1),
      'Shift-ArrowUp': selectCells('vert', -1),
      'Shift-ArrowDown': selectCells('vert', 1),
      'Shift-Enter': chainCommands(exitCode, hardBreak),
      'Mod-Enter': leaveBlockAtEnd,
      Tab: chainCommands(tabInTable(1), sinkListItem(nodes.list_item), enterHead, goOn(1)),
      'Shift-Tab': chainCommands(goToNextCell(-1), liftListItem(nodes.list_item), goOn(-1)),
      Enter: chainCommands(enterInCell, leaveEmptyItem, splitListItem(nodes.list_item), newlineInCode, createParagraphNear, liftEmptyBlock, splitBlock),
    }),
    keymap(baseKeymap),
  ];
}
