import { t, type MessageKey } from '../messages.ts';
import { openDialog } from '../ui/dialog.ts';
import { el } from '../ui/element.ts';

const apple = /Mac|iPhone|iPad/.test(navigator.platform);

const KEYS: [title: MessageKey, rows: [MessageKey, string][]][] = [
  [
    'help_words',
    [
      ['bold', 'Ctrl B'],
      ['italic', 'Ctrl I'],
      ['underline', 'Ctrl U'],
      ['strike', 'Ctrl Shift X'],
      ['code', 'Ctrl E'],
      ['superscript', 'Ctrl .'],
      ['subscript', 'Ctrl ,'],
      ['link', 'Ctrl K'],
      ['statement', 'Ctrl Alt Q'],
      ['comment_key', 'Ctrl Alt M'],
      ['footnote_key', 'Ctrl Alt F'],
    ],
  ],
  [
    'help_blocks',
    [
      ['insert', '/'],
      ['heading_2', '##'],
      ['heading_3', '###'],
      ['bullet_list', '-'],
      ['ordered_list', '1.'],
      ['quote', '>'],
      ['divider', '---'],
      ['card_code_block', '```'],
      ['move_up', 'Alt ↑'],
      ['move_down', 'Alt ↓'],
      ['line_break', 'Shift Enter'],
      ['new_paragraph_below', 'Ctrl Enter'],
      ['format', 'Alt F10'],
      ['block_menu', 'Ctrl Alt B'],
      ['card_fields', 'Tab'],
    ],
  ],
  [
    'help_story',
    [
      ['find', 'Ctrl F'],
      ['replace_by', 'Ctrl H'],
      ['undo', 'Ctrl Z'],
      ['redo', 'Ctrl Shift Z'],
      ['details', 'Ctrl Alt D'],
      ['publish', 'Ctrl Alt P'],
      ['help', 'Ctrl /'],
    ],
  ],
];

function keycaps(keys: string): HTMLElement {
  const named = apple ? keys.replace('Ctrl', '⌘').replace('Alt', '⌥').replace('Shift', '⇧') : keys;
  return el('span', {}, ...named.split(' ').map((key) => el('kbd', {}, key)));
}

/** The sheet of keys and of the Markdown that turns into structure. */
export function openHelp(): void {
  const dialog = openDialog(t('help'), () => {}, 'ed-dialog-wide');
  dialog.body.append(
    el(
      'div',
      { class: 'ed-help' },
      ...KEYS.map(([title, rows]) => el('section', {}, el('h3', {}, t(title)), el('dl', {}, ...rows.flatMap(([name, keys]) => [el('dt', {}, t(name)), el('dd', {}, keycaps(keys))])))),
    ),
  );
}
