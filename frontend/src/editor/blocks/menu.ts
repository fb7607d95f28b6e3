import { setBlockType } from 'prosemirror-commands';
import type { Command } from 'prosemirror-state';
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, isInTable, splitCell, toggleHeaderRow } from 'prosemirror-tables';
import type { EditorView } from 'prosemirror-view';
import { t, type MessageKey } from '../../messages.ts';
import { el } from '../../ui/element.ts';
import { icon, type IconName } from '../../ui/icons.ts';
import { place } from '../../ui/place.ts';
import { nodes } from '../schema.ts';
import type { Services } from '../services.ts';
import { mergeWords } from './cells.ts';
import { deleteBlock, duplicateBlock, moveBlock } from './move.ts';
import { toggleQuote } from './turn.ts';

interface Entry {
  icon: IconName;
  name: MessageKey;
  keys?: string;
  run: Command;
}

const IN_TABLE: Entry[] = [
  { icon: 'plus', name: 'row_add', run: addRowAfter },
  { icon: 'plus', name: 'column_add', run: addColumnAfter },
  { icon: 'table', name: 'row_header', run: toggleHeaderRow },
  { icon: 'table', name: 'cells_merge', run: mergeWords },
  { icon: 'table', name: 'cell_split', run: splitCell },
  { icon: 'trash', name: 'row_delete', run: deleteRow },
  { icon: 'trash', name: 'column_delete', run: deleteColumn },
];

const ALWAYS: Entry[] = [
  { icon: 'up', name: 'move_up', keys: 'Alt-↑', run: moveBlock(-1) },
  { icon: 'down', name: 'move_down', keys: 'Alt-↓', run: moveBlock(1) },
  { icon: 'note', name: 'turn_paragraph', keys: 'Ctrl-Alt-0', run: setBlockType(nodes.paragraph) },
  { icon: 'heading', name: 'turn_heading_2', keys: 'Ctrl-Alt-2', run: setBlockType(nodes.heading, { level: 2 }) },
  { icon: 'heading', name: 'turn_heading_3', keys: 'Ctrl-Alt-3', run: setBlockType(nodes.heading, { level: 3 }) },
  { icon: 'quote', name: 'quote', keys: 'Ctrl-Shift-9', run: toggleQuote },
  { icon: 'copy', name: 'duplicate', run: duplicateBlock },
  { icon: 'trash', name: 'delete', run: deleteBlock },
];

/** The same menu at the caret, for the keyboard. */
export function openBlockMenuHere(view: EditorView, services: Services): void {
  const { left, right, top, bottom } = view.coordsAtPos(view.state.selection.head);
  openBlockMenu(view, new DOMRect(left, top, right - left, bottom - top), services);
}

/** A menu of what can be done with the block of the selection. */
export function openBlockMenu(view: EditorView, anchor: DOMRect, services: Services): void {
  if (!services.config.can.write) return;
  const entries = [...(isInTable(view.state) ? IN_TABLE : []), ...ALWAYS].filter((entry) => entry.run(view.state));
  const close = (focus: boolean) => {
    document.removeEventListener('mousedown', outside, true);
    menu.remove();
    if (focus) view.focus();
  };
  const outside = (event: MouseEvent) => menu.contains(event.target as Node) || close(false);
  const menu = el(
    'ul',
    { class: 'ed-float ed-menu', role: 'menu', 'aria-label': t('block_menu') },
    ...entries.map((entry) =>
      el(
        'li',
        { role: 'none' },
        el(
          'button',
          {
            type: 'button',
            role: 'menuitem',
            tabindex: '-1',
            onclick: () => {
              close(true);
              entry.run(view.state, view.dispatch, view);
            },
          },
          icon(entry.icon),
          el('span', {}, t(entry.name)),
          entry.keys ? el('kbd', {}, entry.keys) : null,
        ),
      ),
    ),
  );
  menu.addEventListener('keydown', (event) => {
    const stops = [...menu.querySelectorAll('button')];
    const at = stops.indexOf(document.activeElement as HTMLButtonElement);
    if (event.key === 'ArrowDown') stops[(at + 1) % stops.length]?.focus();
    else if (event.key === 'ArrowUp') stops[(at + stops.length - 1) % stops.length]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener('mousedown', outside, true);
  (document.querySelector('.ed') ?? document.body).append(menu);
  place(menu, anchor);
  menu.querySelector('button')?.focus();
}
