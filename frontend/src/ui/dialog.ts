import { t } from '../messages.ts';
import { iconButton } from './button.ts';
import { el, freshId } from './element.ts';

/** A modal sheet with a title; `close` takes it away and gives the focus back to where it was. */
export interface Dialog {
  element: HTMLDialogElement;
  body: HTMLElement;
  close(): void;
}

/** Opens a modal dialog. `shut` runs when it goes, however it goes. */
export function openDialog(title: string, shut: () => void = () => {}, look = ''): Dialog {
  const before = document.activeElement as HTMLElement | null;
  const selection = getSelection();
  // A browser that gives an editor its focus back puts the caret at the top.
  const caret = before?.isContentEditable && selection?.rangeCount ? selection.getRangeAt(0).cloneRange() : null;
  const id = freshId('ed-dialog');
  const body = el('div', { class: 'ed-dialog-body' });
  const element = el(
    'dialog',
    { class: `ed-dialog ${look}`, 'aria-labelledby': id },
    el(
      'header',
      { class: 'ed-dialog-head' },
      el('h2', { id }, title),
      iconButton('close', t('close'), () => close()),
    ),
    body,
  );
  let open = true;
  // At once: of its end the browser tells only later, and what is typed until then has to go where it belongs.
  const close = () => {
    if (!open) return;
    open = false;
    element.close();
    element.remove();
    if (caret && before === document.activeElement) {
      selection?.removeAllRanges();
      selection?.addRange(caret);
    }
    shut();
    if (before?.isConnected && (document.activeElement === document.body || !document.activeElement)) before.focus({ preventScroll: true });
  };
  for (const end of ['cancel', 'close']) element.addEventListener(end, (event) => event.target === element && close());
  element.addEventListener('mousedown', (event) => event.target === element && close());
  // Keys belong to the dialog, not to the editor behind it.
  element.addEventListener('keydown', (event) => event.stopPropagation());
  (document.querySelector('.ed') ?? document.body).append(element);
  element.showModal();
  return { element, body, close };
}

/** Asks before something that cannot be taken back. */
export function confirmThat(title: string, text: string, yes: string, danger = false): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = false;
    const dialog = openDialog(title, () => resolve(answer), 'ed-dialog-small');
    dialog.body.append(
      el('p', {}, text),
      el(
        'div',
        { class: 'ed-actions' },
        el('button', { type: 'button', class: 'ed-button ed-button-quiet', onclick: () => dialog.close() }, t('cancel')),
        el(
          'button',
          {
            type: 'button',
            class: `ed-button ${danger ? 'ed-button-danger' : 'ed-button-main'}`,
            autofocus: true,
            onclick: () => {
              answer = true;
              dialog.close();
            },
          },
          yes,
        ),
      ),
    );
  });
}
