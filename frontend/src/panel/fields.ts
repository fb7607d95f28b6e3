import { fit, setValue } from '../editor/cards/fields.ts';
import { t } from '../messages.ts';
import { iconButton } from '../ui/button.ts';
import { choiceField, type Choice } from '../ui/choices.ts';
import { el, fill, freshId } from '../ui/element.ts';
import type { Changes, Details, DetailsKey, DetailsValue, Named } from './details.ts';

type KeyOf<T> = { [K in DetailsKey]-?: NonNullable<DetailsValue[K]> extends T ? K : never }[DetailsKey];

/** A label, a control, the server's objection. */
function row(details: Details, key: DetailsKey, label: string, control: HTMLElement, ...rest: (HTMLElement | null)[]): HTMLElement {
  const error = el('p', { class: 'ed-field-error', role: 'alert', id: freshId('ed-error'), hidden: true });
  const input = control.matches('input, textarea, select') ? control : control.querySelector('input, textarea, select');
  details.onchange(() => {
    const sentence = details.errors.get(key);
    error.hidden = sentence === undefined;
    error.textContent = sentence ?? '';
    input?.setAttribute('aria-invalid', String(sentence !== undefined));
    if (sentence === undefined) input?.removeAttribute('aria-describedby');
    else input?.setAttribute('aria-describedby', error.id);
  });
  const id = input?.id || freshId('ed-field');
  if (input) input.id = id;
  return el('div', { class: 'ed-field' }, el('label', { for: id }, label), control, error, ...rest);
}

/** A label and a control that the details know nothing of. */
export function field(label: string, control: HTMLElement): HTMLElement {
  control.id ||= freshId('ed-field');
  return el('div', { class: 'ed-field' }, el('label', { for: control.id }, label), control);
}

/** How a text field of the panel behaves. */
export interface LineOptions {
  area?: boolean | 'code';
  hint?: string;
  placeholder?: () => string;
  most?: number;
}

/** A text. */
export function line(details: Details, key: KeyOf<string>, label: string, options: LineOptions = {}): HTMLElement {
  const shared = { class: `ed-input${options.area === 'code' ? ' ed-code-input' : ''}`, maxlength: options.most, spellcheck: options.area === 'code' ? 'false' : null };
  const input = options.area ? el('textarea', { ...shared, rows: options.area === 'code' ? 4 : 2 }) : el('input', { ...shared, type: 'text' });
  input.addEventListener('input', () => {
    details.change({ [key]: input.value } as Changes);
    if (input instanceof HTMLTextAreaElement) fit(input);
  });
  details.onchange(() => {
    if (!details.errors.has(key)) setValue(input, String(details.value?.[key] ?? ''));
    if (options.placeholder) input.placeholder = options.placeholder();
    if (input instanceof HTMLTextAreaElement) fit(input);
  });
  return row(details, key, label, input, options.hint ? el('p', { class: 'ed-hint' }, options.hint) : null);
}

/** A whole number, or nothing. */
export function number(details: Details, key: KeyOf<number>, label: string): HTMLElement {
  const input = el('input', { class: 'ed-input', type: 'number', min: 0, step: 1, inputmode: 'numeric' });
  input.addEventListener('input', () => details.change({ [key]: input.value === '' ? null : Math.max(0, Math.round(Number(input.value))) } as Changes));
  details.onchange(() => setNumber(input, details.value?.[key] as number | null));
  return row(details, key, label, input);
}

function setNumber(input: HTMLInputElement, value: number | null | undefined): void {
  const text = value === null || value === undefined ? '' : String(value);
  if (document.activeElement !== input && input.value !== text) input.value = text;
}

/** On or off. */
export function check(details: Details, key: KeyOf<boolean>, label: string): HTMLElement {
  const input = el('input', { type: 'checkbox', onchange: () => details.change({ [key]: input.checked } as Changes) });
  details.onchange(() => (input.checked = Boolean(details.value?.[key])));
  return el('label', { class: 'ed-check' }, input, label);
}

/** Some of a few, each on or off; `none` is told while none is on. */
export function several(details: Details, key: KeyOf<Named[]>, label: string, offered: () => Named[], writable: boolean, none: string): HTMLElement {
  const list = el('div', {});
  const hint = el('p', { class: 'ed-hint' }, none);
  const error = el('p', { class: 'ed-field-error', role: 'alert', hidden: true });
  const boxes = () => [...list.querySelectorAll('input')];
  const choose = () => {
    const chosen = boxes().flatMap((box) => (box.checked ? [box.value] : []));
    details.change({ [key]: offered().filter((each) => chosen.includes(each.id)) } as Changes);
  };
  let drawn = '';
  details.onchange(() => {
    const now = JSON.stringify(offered());
    if (now !== drawn) fill(list, ...offered().map((each) => el('label', { class: 'ed-check' }, el('input', { type: 'checkbox', value: each.id, disabled: !writable, onchange: choose }), each.name)));
    drawn = now;
    const present = ((details.value?.[key] as Named[] | undefined) ?? []).map((each) => each.id);
    for (const box of boxes()) box.checked = present.includes(box.value);
    hint.hidden = present.length > 0;
    error.textContent = details.errors.get(key) ?? '';
    error.hidden = !details.errors.has(key);
  });
  return el('div', { class: 'ed-field', role: 'group', 'aria-label': label }, el('span', { class: 'ed-label' }, label), list, error, hint);
}

/** One of a few values. */
export function select(details: Details, key: KeyOf<string>, label: string, values: () => [value: string, words: string][]): HTMLElement {
  const input = el('select', { class: 'ed-input', onchange: () => details.change({ [key]: input.value === '' ? null : input.value } as Changes) });
  details.onchange(() => {
    const current = String(details.value?.[key] ?? '');
    const known = values();
    const all = known.some(([value]) => value === current) ? known : [...known, [current, current] as [string, string]];
    fill(input, ...all.map(([value, words]) => el('option', { value }, words)));
    input.value = current;
  });
  return row(details, key, label, input);
}

/** Milliseconds as the value of a `datetime-local` field, in the time of this device. */
export function localTime(at: number | null | undefined): string {
  if (!at) return '';
  const shifted = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** A moment. The zone is named, since a newsroom works in several. */
export function moment(details: Details, key: KeyOf<number>, label: string, writable = true): HTMLElement {
  const input = el('input', { class: 'ed-input', type: 'datetime-local', disabled: !writable });
  input.addEventListener('change', () => {
    const at = input.value === '' ? null : new Date(input.value).getTime();
    if (at === null || Number.isFinite(at)) details.change({ [key]: at } as Changes);
  });
  details.onchange(() => {
    const value = localTime(details.value?.[key] as number | null);
    if (document.activeElement !== input && input.value !== value) input.value = value;
  });
  return row(details, key, label, input);
}

/** Name of this device's time zone. */
export function zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A list of topics or people in order, with search; only told to those who may not change it. `create` makes a new one of words that nothing fits. */
export function named(
  details: Details,
  key: KeyOf<Named[]>,
  label: string,
  writable: boolean,
  search: (text: string) => Promise<Named[]>,
  create?: (name: string) => Promise<Named>,
): HTMLElement {
  const list = el('ul', { class: 'ed-chips' });
  const present = () => (details.value?.[key] as Named[] | undefined) ?? [];
  const change = (next: Named[]) => details.change({ [key]: next } as Changes);
  const field = choiceField<Named | string>(label, t('add'), async (text) => {
    const found = (await search(text)).filter((each) => !present().some((one) => one.id === each.id));
    const choices: Choice<Named | string>[] = found.map((each) => ({ label: each.name, value: each }));
    const known = [...found, ...present()].some((each) => each.name.toLowerCase() === text.toLowerCase());
    if (create && text.length > 1 && !known) choices.push({ label: t('create_named', { name: text }), value: text });
    return choices;
  });
  const add = async (value: Named | string) => {
    field.input.value = '';
    const item = typeof value === 'string' ? await create?.(value) : value;
    if (item && !present().some((one) => one.id === item.id)) change([...present(), item]);
  };
  const failed = (error: Error) => details.onfailure(error);
  field.onchoose = (choice) => void add(choice.value).catch(failed);
  field.onenter = (text) => {
    if (text === '') return;
    search(text).then((found) => {
      const exact = found.find((each) => each.name.toLowerCase() === text.toLowerCase());
      if (exact) return add(exact);
      return create ? add(text) : undefined;
    }).catch(failed);
  };
  field.input.addEventListener('keydown', (event) => {
    if (event.key === 'Backspace' && field.input.value === '' && present().length > 0) change(present().slice(0, -1));
  });
  let drawn = '';
  details.onchange(() => {
    const now = JSON.stringify(present());
    if (now === drawn) return;
    drawn = now;
    const items = present();
    const chips = [...list.children];
    const left = chips.findIndex((chip) => chip.contains(document.activeElement));
    const moved = left >= 0 && document.activeElement !== chips[left]?.lastElementChild;
    fill(
      list,
      ...items.map((item, index) =>
        el(
          'li',
          {},
          el('span', {}, item.name),
          writable && index > 0 && iconButton('left', t('move_earlier', { name: item.name }), () => {
            const next = [...items];
            [next[index - 1], next[index]] = [next[index]!, next[index - 1]!];
            change(next);
          }),
          writable && iconButton('close', t('remove_named', { name: item.name }), () => change(items.filter((_, at) => at !== index))),
        ),
      ),
    );
    // The keyboard stays with the name that moved, or goes to the one that took the place.
    if (left < 0) return;
    const next = list.children[moved ? left - 1 : Math.min(left, items.length - 1)];
    (next?.querySelector<HTMLElement>(moved ? 'button' : 'button:last-child') ?? field.input).focus();
  });
  if (!writable) return el('div', { class: 'ed-field ed-told', role: 'group', 'aria-label': label }, el('span', { class: 'ed-label' }, label), list);
  return row(details, key, label, field.element, list);
}

