// The command palette: Ctrl-K (⌘K) on every page of the room, or its button. The server finds; here it is shown and chosen.
const opener = document.querySelector('[data-palette]');
const apple = /Mac|iPhone|iPad/.test(navigator.platform);
const make = (name, properties = {}, ...children) => {
  const { role, aria = {}, ...rest } = properties;
  const element = Object.assign(document.createElement(name), rest);
  if (role) element.setAttribute('role', role);
  for (const [key, value] of Object.entries(aria)) element.setAttribute(`aria-${key}`, value);
  element.append(...children);
  return element;
};

let dialog, input, list, status;
let options = [];
let at = -1;
let asking;
// Where somebody was writing: a browser that gives an editor its focus back begins at the top.
let caret;

function build() {
  input = make('input', {
    type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: false, enterKeyHint: 'go', maxLength: 200, placeholder: opener.dataset.lead,
    aria: { label: opener.dataset.lead, expanded: 'true', controls: 'palette-list', autocomplete: 'list', haspopup: 'listbox' },
  });
  const close = make('button', { type: 'button', className: 'quiet', textContent: '×', aria: { label: opener.dataset.close } });
  list = make('div', { id: 'palette-list', role: 'listbox', aria: { label: opener.dataset.lead } });
  status = make('p', { className: 'visually-hidden', role: 'status' });
  dialog = make('dialog', { className: 'palette', aria: { label: opener.firstElementChild.textContent } }, make('div', { className: 'ask' }, input, close), list, status);
  close.addEventListener('click', shut);
  dialog.addEventListener('click', (event) => event.target === dialog && shut());
  dialog.addEventListener('cancel', (event) => (event.preventDefault(), shut()));
  dialog.addEventListener('close', () => asking?.abort());
  input.addEventListener('input', ask);
  input.addEventListener('keydown', keys);
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[role=option]');
    if (option) choose(option, event.ctrlKey || event.metaKey);
  });
  list.addEventListener('auxclick', (event) => {
    const option = event.target.closest('[role=option]');
    if (option && event.button === 1) choose(option, true);
  });
  // The field keeps the focus, so that typing goes on.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  document.body.append(dialog);
}

function open() {
  if (!dialog) build();
  if (dialog.open) return;
  input.value = '';
  const selection = getSelection();
  caret = selection.rangeCount ? selection.getRangeAt(0).cloneRange() : null;
  dialog.showModal();
  input.focus();
  ask();
}

function shut() {
  dialog.close();
  if (!caret) return;
  getSelection().removeAllRanges();
  getSelection().addRange(caret);
}

async function ask() {
  asking?.abort();
  const mine = (asking = new AbortController());
  try {
    const response = await fetch(`${opener.dataset.entries}?q=${encodeURIComponent(input.value)}`, { signal: mine.signal, headers: { accept: 'application/json' } });
    const answer = await response.json();
    if (mine.signal.aborted) return;
    if (response.ok) show(answer.groups, answer.told);
    else show([], answer.error);
  } catch (error) {
    if (error.name !== 'AbortError') show([], opener.dataset.failed);
  }
}

function show(groups, told) {
  const entry = (found) => {
    const option = make('div', { role: 'option', id: `palette-${(count += 1)}`, aria: { selected: 'false' } }, make('span', { textContent: found.title, ...(found.language && { lang: found.language }) }));
    if (found.note) option.append(make('span', { className: 'muted', textContent: found.note }));
    option.found = found;
    return option;
  };
  let count = 0;
  const sections = groups.map((group, number) => {
    const heading = make('div', { id: `palette-group-${number}`, className: 'heading', role: 'presentation', textContent: group.title });
    return make('div', { role: 'group', aria: { labelledby: heading.id } }, heading, ...group.found.map(entry));
  });
  list.replaceChildren(...sections);
  list.scrollTop = 0;
  options = [...list.querySelectorAll('[role=option]')];
  list.hidden = options.length === 0;
  input.setAttribute('aria-expanded', String(!list.hidden));
  // How many there are is told to those who cannot see the list; that there are none, to everybody.
  status.className = list.hidden ? 'muted' : 'visually-hidden';
  status.textContent = told;
  point(options.length ? 0 : -1);
}

function point(to) {
  options[at]?.setAttribute('aria-selected', 'false');
  at = to;
  const option = options[at];
  if (!option) return input.removeAttribute('aria-activedescendant');
  option.setAttribute('aria-selected', 'true');
  input.setAttribute('aria-activedescendant', option.id);
  (at === 0 ? option.parentElement : option).scrollIntoView({ block: 'nearest' });
}

function keys(event) {
  if (event.isComposing) return;
  const last = options.length - 1;
  if (event.key === 'Enter' && options[at]) choose(options[at], event.ctrlKey || event.metaKey);
  else if (event.key === 'ArrowDown') point(at >= last ? 0 : at + 1);
  else if (event.key === 'ArrowUp') point(at <= 0 ? last : at - 1);
  else if (event.key === 'PageDown') point(Math.min(last, at + 6));
  else if (event.key === 'PageUp') point(Math.min(last, Math.max(0, at - 6)));
  else return;
  event.preventDefault();
}

function choose(option, elsewhere) {
  const { go, send, field } = option.found;
  if (!elsewhere) dialog.close();
  if (go && elsewhere) window.open(go, '_blank', 'noopener');
  else if (go) location.assign(go);
  else {
    const form = make('form', { method: 'post', action: send, target: elsewhere ? '_blank' : '', hidden: true });
    if (field) form.append(make('input', { type: 'hidden', name: field[0], value: field[1] }));
    document.body.append(form);
    form.submit();
    form.remove();
  }
}

if (opener) {
  const key = opener.querySelector('kbd');
  key.textContent = apple ? '⌘K' : 'Ctrl K';
  key.hidden = false;
  opener.setAttribute('aria-haspopup', 'dialog');
  opener.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener('keydown', (event) => {
    // Whoever took the key before meant something else by it: in the editor, with words selected, a link.
    if (event.defaultPrevented || event.code !== 'KeyK' || event.altKey || event.shiftKey || (apple ? !event.metaKey : !event.ctrlKey)) return;
    event.preventDefault();
    if (dialog?.open) shut();
    else open();
  });
}

// A refused form tells so where the focus is. Browsers do not look at `autofocus` when the address has a fragment, as after the skip link.
addEventListener('load', () => document.querySelector('#fault')?.focus());
