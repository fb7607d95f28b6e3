import { el, freshId } from '../../ui/element.ts';
import type { CardAttrs, CardName } from '../nodes/card_table.ts';
import { RichField } from '../rich/field.ts';
import type { CardHandle } from './handle.ts';

/** A field of a card on the page. */
export interface Field {
  element: HTMLElement;
  update(): void;
  focus(): void;
  destroy?(): void;
}

type TextKey<K extends CardName> = { [A in keyof CardAttrs<K>]: CardAttrs<K>[A] extends string ? A : never }[keyof CardAttrs<K>] & string;
type FlagKey<K extends CardName> = { [A in keyof CardAttrs<K>]: CardAttrs<K>[A] extends boolean ? A : never }[keyof CardAttrs<K>] & string;

/** Sets an input's value, and leaves the caret where it was. */
export function setValue(input: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  if (input.value === value) return;
  const caret = document.activeElement === input ? input.selectionStart : null;
  input.value = value;
  if (caret !== null) input.setSelectionRange(Math.min(caret, value.length), Math.min(caret, value.length));
}

function leaveByKeys(handle: CardHandle, input: HTMLInputElement | HTMLTextAreaElement): void {
  input.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).isComposing) return;
    const { key } = event as KeyboardEvent;
    if (key === 'Escape') handle.leave('card');
    else if (key === 'Enter' && input instanceof HTMLInputElement) handle.leave('after');
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/** How a plain field looks and what it says. */
export interface TextOptions {
  label: string;
  placeholder?: string;
  /** Shown beside the field while it is empty. */
  hint?: string;
  /** More than one line, of program text or words. */
  area?: 'code' | 'words';
  /** The label is only for screen readers. */
  bare?: boolean;
  /** Turns what is typed into what is stored; null keeps the field marked as wrong. */
  read?: (typed: string) => string | null;
}

/** A plain text attribute. */
export function textField<K extends CardName>(handle: CardHandle<K>, key: TextKey<K>, options: TextOptions): Field {
  const id = freshId('ed-field');
  const current = () => String(handle.attrs[key]);
  const shared = {
    id,
    class: `ed-input${options.area === 'code' ? ' ed-code-input' : ''}`,
    placeholder: options.placeholder,
    readonly: !handle.writable,
    spellcheck: options.area === 'code' ? 'false' : null,
  };
  const input = options.area ? el('textarea', { ...shared, rows: 1 }) : el('input', { ...shared, type: 'text' });
  const hint = options.hint ? el('p', { class: 'ed-hint', id: `${id}-hint` }, options.hint) : null;
  if (hint) input.setAttribute('aria-describedby', hint.id);
  const show = () => {
    const wrong = input.getAttribute('aria-invalid') === 'true' && document.activeElement === input;
    if (!wrong) setValue(input, current());
    if (hint) hint.hidden = input.value.trim() !== '';
    if (input instanceof HTMLTextAreaElement) fit(input);
  };
  input.addEventListener('input', () => {
    const value = options.read ? options.read(input.value) : input.value;
    input.setAttribute('aria-invalid', String(value === null));
    if (value !== null) handle.set({ [key]: value } as Partial<CardAttrs<K>>);
    if (hint) hint.hidden = input.value.trim() !== '';
    if (input instanceof HTMLTextAreaElement) fit(input);
  });
  leaveByKeys(handle as unknown as CardHandle, input);
  const label = el('label', { for: id, class: options.bare ? 'ed-unseen' : '' }, options.label);
  show();
  return { element: el('div', { class: 'ed-field' }, label, input, hint), update: show, focus: () => input.focus() };
}

/** Lets a text area be as high as its words. */
export function fit(area: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return;
  area.style.blockSize = 'auto';
  area.style.blockSize = `${area.scrollHeight + 2}px`;
}

/** An attribute that holds inline or block HTML. */
export function richField<K extends CardName>(handle: CardHandle<K>, key: TextKey<K>, label: string, placeholder: string, kind: 'inline' | 'block' = 'inline'): Field {
  const field = new RichField({
    label,
    placeholder,
    kind,
    html: String(handle.attrs[key]),
    services: handle.services,
    onchange: (html) => handle.set({ [key]: html } as Partial<CardAttrs<K>>),
    onleave: (where) => handle.leave(where),
  });
  const element = el('div', { class: `ed-rich-field ed-rich-${key}` });
  element.append(field.view.dom);
  return { element, update: () => field.set(String(handle.attrs[key])), focus: () => field.focus(), destroy: () => field.destroy() };
}

/** An attribute with a few values. */
export function choice<K extends CardName>(handle: CardHandle<K>, key: TextKey<K>, label: string, values: [value: string, words: string][]): Field {
  const id = freshId('ed-field');
  const select = el('select', { id, class: 'ed-input', disabled: !handle.writable, onchange: () => handle.set({ [key]: select.value } as Partial<CardAttrs<K>>) });
  const show = () => {
    const current = String(handle.attrs[key]);
    const known = values.some(([value]) => value === current) ? values : [...values, [current, current] as [string, string]];
    select.replaceChildren(...known.map(([value, words]) => el('option', { value, selected: value === current }, words)));
    select.value = current;
  };
  show();
  return { element: el('div', { class: 'ed-field' }, el('label', { for: id }, label), select), update: show, focus: () => select.focus() };
}

/** An attribute that is on or off. */
export function flag<K extends CardName>(handle: CardHandle<K>, key: FlagKey<K>, label: string): Field {
  const box = el('input', { type: 'checkbox', disabled: !handle.writable, onchange: () => handle.set({ [key]: box.checked } as unknown as Partial<CardAttrs<K>>) });
  const show = () => {
    box.checked = Boolean(handle.attrs[key]);
  };
  show();
  return { element: el('label', { class: 'ed-check' }, box, label), update: show, focus: () => box.focus() };
}

/** A card that consists of fields under what is shown of it. */
export function bodyOf(fields: Field[], ...parts: HTMLElement[]): { element: HTMLElement; update(): void; focus(): boolean; destroy(): void } {
  return {
    element: el('div', { class: 'ed-card-body' }, ...parts),
    update: () => fields.forEach((field) => field.update()),
    focus: () => (fields[0]?.focus(), fields.length > 0),
    destroy: () => fields.forEach((field) => field.destroy?.()),
  };
}
