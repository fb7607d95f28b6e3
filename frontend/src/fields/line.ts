import * as Y from 'yjs';
import { fit, setValue } from '../editor/cards/fields.ts';
import { signsOf } from '../editor/typography/languages.ts';
import { typeset } from '../editor/typography/typeset.ts';
import { el } from '../ui/element.ts';

/** A plain text that several people write together, in one field. */
export interface LineOptions {
  label: string;
  placeholder: string;
  look: string;
  writable: boolean;
  language: () => string;
  /** Enter, or the arrow down in the last line. */
  onnext: () => void;
}

/** Binds a text area to a shared text. */
export function sharedLine(text: Y.Text, options: LineOptions): HTMLTextAreaElement {
  const area = el('textarea', {
    class: options.look,
    rows: 1,
    'aria-label': options.label,
    placeholder: options.placeholder,
    readonly: !options.writable,
  });
  const origin = { field: options.label };
  const undo = new Y.UndoManager(text, { trackedOrigins: new Set([origin]) });

  /** Writes only what differs, so that a colleague's words around it stay. */
  const write = (value: string) => {
    const old = text.toString();
    if (old === value) return;
    let start = 0;
    while (start < old.length && start < value.length && old[start] === value[start]) start += 1;
    let end = 0;
    while (end < old.length - start && end < value.length - start && old[old.length - 1 - end] === value[value.length - 1 - end]) end += 1;
    text.doc?.transact(() => {
      text.delete(start, old.length - start - end);
      text.insert(start, value.slice(start, value.length - end));
    }, origin);
  };

  area.addEventListener('input', (event) => {
    const caret = area.selectionStart;
    if (/\n/.test(area.value)) setValue(area, area.value.replace(/\s*\n\s*/g, ' '));
    write(area.value);
    const typed = event as InputEvent;
    if (typed.inputType === 'insertText' && typed.data?.length === 1 && !typed.isComposing) {
      const correction = typeset(area.value.slice(0, caret), signsOf(options.language()));
      if (correction) {
        undo.stopCapturing();
        area.setRangeText(correction.insert, caret - correction.remove, caret, 'end');
        write(area.value);
        undo.stopCapturing();
      }
    }
    fit(area);
  });
  area.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const command = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = event.key.toLowerCase();
    const last = area.selectionStart === area.value.length;
    if (event.key === 'Enter' || (event.key === 'ArrowDown' && last)) options.onnext();
    else if (command && key === 'z') event.shiftKey ? undo.redo() : undo.undo();
    else if (command && key === 'y') undo.redo();
    else return;
    event.preventDefault();
  });
  text.observe((change, transaction) => {
    if (transaction.origin === origin) return;
    let [start, end] = [area.selectionStart, area.selectionEnd];
    let at = 0;
    for (const part of change.delta) {
      if (part.retain !== undefined) at += part.retain;
      else if (part.insert !== undefined) {
        const { length } = part.insert as string;
        if (at < start || (at === start && transaction.origin === undo)) start += length;
        if (at < end || (at === end && transaction.origin === undo)) end += length;
        at += length;
      } else if (part.delete !== undefined) {
        start -= Math.max(0, Math.min(part.delete, start - at));
        end -= Math.max(0, Math.min(part.delete, end - at));
      }
    }
    area.value = text.toString();
    if (document.activeElement === area) area.setSelectionRange(start, end);
    fit(area);
  });
  area.value = text.toString();
  requestAnimationFrame(() => fit(area));
  return area;
}
