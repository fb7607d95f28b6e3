import { el, fill, freshId } from './element.ts';

/** One line of a list of suggestions. */
export interface Choice<T> {
  label: string;
  note?: string;
  value: T;
}

/** A text field with suggestions under it (ARIA combobox). */
export interface ChoiceField<T> {
  input: HTMLInputElement;
  element: HTMLElement;
  /** Called when a line is taken. */
  onchoose: (choice: Choice<T>) => void;
  /** Called for Enter when no line is marked. */
  onenter: (text: string) => void;
}

/** Builds a field whose suggestions come from `search`, asked 150 ms after the last key. */
export function choiceField<T>(label: string, placeholder: string, search: (text: string) => Promise<Choice<T>[]>): ChoiceField<T> {
  const listId = freshId('ed-choices');
  const list = el('ul', { class: 'ed-choices', role: 'listbox', id: listId, 'aria-label': label, hidden: true });
  const input = el('input', {
    type: 'text',
    class: 'ed-input',
    role: 'combobox',
    'aria-label': label,
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': listId,
    autocomplete: 'off',
    placeholder,
  });
  const field: ChoiceField<T> = { input, element: el('div', { class: 'ed-choice-field' }, input, list), onchoose: () => {}, onenter: () => {} };
  let choices: Choice<T>[] = [];
  let marked = -1;
  let timer = 0;
  let asked = 0;

  const mark = (index: number) => {
    marked = index;
    [...list.children].forEach((line, at) => line.setAttribute('aria-selected', String(at === marked)));
    if (marked >= 0) {
      input.setAttribute('aria-activedescendant', `${listId}-${marked}`);
      list.children[marked]?.scrollIntoView({ block: 'nearest' });
    } else input.removeAttribute('aria-activedescendant');
  };
  const show = (found: Choice<T>[]) => {
    choices = found;
    fill(
      list,
      ...found.map((choice, at) =>
        el(
          'li',
          { role: 'option', id: `${listId}-${at}`, 'aria-selected': 'false', onmousedown: (event: MouseEvent) => (event.preventDefault(), take(at)) },
          el('span', {}, choice.label),
          choice.note ? el('small', {}, choice.note) : null,
        ),
      ),
    );
    list.hidden = found.length === 0;
    input.setAttribute('aria-expanded', String(found.length > 0));
    mark(-1);
  };
  const take = (at: number) => {
    const choice = choices[at];
    show([]);
    if (choice) field.onchoose(choice);
  };
  const ask = () => {
    asked += 1;
    const mine = asked;
    search(input.value.trim()).then(
      (found) => mine === asked && document.activeElement === input && show(found.slice(0, 12)),
      () => show([]),
    );
  };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, 150);
  });
  input.addEventListener('focus', ask);
  input.addEventListener('blur', () => {
    asked += 1;
    show([]);
  });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (choices.length > 0) mark(event.key === 'ArrowDown' ? (marked + 1) % choices.length : marked <= 0 ? choices.length - 1 : marked - 1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (marked >= 0) take(marked);
      else field.onenter(input.value.trim());
    } else if (event.key === 'Tab') {
      // A list that scrolls would take the focus, and lose it as it goes.
      show([]);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.stopPropagation();
      event.preventDefault();
      show([]);
    }
  });
  return field;
}
