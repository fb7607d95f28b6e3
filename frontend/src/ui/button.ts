import { el } from './element.ts';
import { icon, type IconName } from './icons.ts';

/** A button that shows an icon only; the label is its name and its tool tip. */
export function iconButton(name: IconName, label: string, act: (event: MouseEvent) => void, keys = ''): HTMLButtonElement {
  return el(
    'button',
    { type: 'button', class: 'ed-icon-button', 'aria-label': label, title: keys ? `${label} (${keys})` : label, onclick: act },
    icon(name),
  );
}

/** A button with words. */
export function button(label: string, act: (event: MouseEvent) => void, look: 'main' | 'quiet' | 'danger' = 'quiet'): HTMLButtonElement {
  return el('button', { type: 'button', class: `ed-button ed-button-${look}`, onclick: act }, label);
}
