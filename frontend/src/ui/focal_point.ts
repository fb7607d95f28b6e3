import { t } from '../messages.ts';
import { el } from '../ui/element.ts';
import type { Details } from './details.ts';

/** Reads `30% 55%`; the middle when there is none. */
function read(focus: string | null | undefined): [x: number, y: number] {
  const found = /^(\d{1,3})% (\d{1,3})%$/.exec(focus ?? '');
  return found ? [Number(found[1]), Number(found[2])] : [50, 50];
}

/**
 * The point of the picture that stays in sight when it is cropped: set by a click, or by the arrow keys. The switch is
 * hidden when the server keeps no focal point; `draw` is to be called when the picture or the details have changed.
 */
export function focalPoint(shown: HTMLElement, details: Details): { toggle: HTMLElement; draw: () => void } {
  const dot = el('button', { type: 'button', class: 'ed-focus-dot', hidden: true, 'aria-label': t('focal_point') });
  const toggle = el('button', { type: 'button', class: 'ed-button ed-button-quiet', 'aria-pressed': 'false', hidden: true }, t('focal_point'));
  const on = () => toggle.getAttribute('aria-pressed') === 'true';
  const set = (x: number, y: number) => {
    const inside = (value: number) => Math.round(Math.min(100, Math.max(0, value)));
    details.change({ featureImageFocus: `${inside(x)}% ${inside(y)}%` });
  };
  const draw = () => {
    const [x, y] = read(details.value?.featureImageFocus);
    const image = shown.querySelector('img');
    toggle.hidden = details.value?.featureImageFocus === undefined || !image;
    dot.hidden = !on() || toggle.hidden;
    if (image && !dot.isConnected) shown.append(dot);
    if (!image) return;
    dot.style.insetInlineStart = `${image.offsetLeft + (image.offsetWidth * x) / 100}px`;
    dot.style.insetBlockStart = `${image.offsetTop + (image.offsetHeight * y) / 100}px`;
    dot.setAttribute('aria-description', `${x}% ${y}%`);
  };
  toggle.addEventListener('click', () => {
    toggle.setAttribute('aria-pressed', String(!on()));
    draw();
    if (on()) dot.focus();
  });
  shown.addEventListener('click', (event) => {
    const image = shown.querySelector('img');
    if (!on() || !image || event.target !== image) return;
    const frame = image.getBoundingClientRect();
    set(((event.clientX - frame.left) / frame.width) * 100, ((event.clientY - frame.top) / frame.height) * 100);
  });
  dot.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: [-2, 0], ArrowRight: [2, 0], ArrowUp: [0, -2], ArrowDown: [0, 2] }[event.key];
    if (!by) return;
    event.preventDefault();
    const [x, y] = read(details.value?.featureImageFocus);
    set(x + (by[0] ?? 0), y + (by[1] ?? 0));
  });
  return { toggle, draw };
}
