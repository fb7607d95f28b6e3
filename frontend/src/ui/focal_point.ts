import { readFocus, writeFocus, type Focus } from '../editor/nodes/focus.ts';
import { t } from '../messages.ts';
import { el } from './element.ts';

/** A picture, and where its point is kept. */
export interface Pointed {
  /** Holds the picture and gets the dot. */
  shown: HTMLElement;
  /** Names the dot for those who do not see it. */
  label: string;
  /** `undefined` while no point can be kept. */
  read: () => string | null | undefined;
  /** Keeps a point, or that there is none. */
  write: (focus: string | null) => void;
}

const MIDDLE: Focus = [50, 50];
const STEPS: Record<string, Focus> = { ArrowLeft: [-2, 0], ArrowRight: [2, 0], ArrowUp: [0, -2], ArrowDown: [0, 2] };

/**
 * The points of pictures that stay in sight when these are cropped, and the switch that shows them: a dot on each picture,
 * set by a click or by the arrow keys. `draw` is to be called when a picture or its point has changed.
 */
export function focalPoints() {
  const toggle = el('button', { type: 'button', class: 'ed-button ed-button-quiet', 'aria-pressed': 'false', hidden: true }, t('focal_point'));
  const on = () => toggle.getAttribute('aria-pressed') === 'true';
  let dots: Dot[] = [];
  const draw = () => {
    toggle.hidden = dots.filter((dot) => dot.draw(on())).length === 0;
  };
  toggle.addEventListener('click', () => {
    toggle.setAttribute('aria-pressed', String(!on()));
    draw();
    if (on()) dots.find(({ element }) => !element.hidden)?.element.focus();
  });
  // A picture has no size before it is loaded, and another when the window has.
  const sizes = new ResizeObserver(draw);
  return {
    toggle,
    draw,
    /** The pictures, instead of those before. */
    place(...pictures: Pointed[]): void {
      sizes.disconnect();
      dots = pictures.map((picture) => new Dot(picture, sizes));
      draw();
    },
  };
}

class Dot {
  readonly element: HTMLElement;
  /** Takes the point away. */
  private readonly clear: HTMLButtonElement;
  private image: HTMLImageElement | null = null;

  constructor(
    private readonly picture: Pointed,
    private readonly sizes: ResizeObserver,
  ) {
    const { shown, label } = picture;
    // A slider: a screen reader leaves it the arrow keys and tells its new value.
    this.element = el('button', { type: 'button', class: 'ed-focus-dot', hidden: true, role: 'slider', 'aria-label': label, title: t('focal_point_hint'), 'aria-valuemin': 0, 'aria-valuemax': 100 });
    shown.addEventListener('click', (event) => {
      if (this.element.hidden || !this.image) return;
      const frame = this.image.getBoundingClientRect();
      const at: Focus = [((event.clientX - frame.left) / frame.width) * 100, ((event.clientY - frame.top) / frame.height) * 100];
      // Enter on the dot is a click too, at no place.
      if (event.detail === 0 || at.some((part) => part < 0 || part > 100)) return;
      picture.write(writeFocus(at));
      this.element.focus();
    });
    this.element.addEventListener('keydown', (event) => {
      const by = STEPS[event.key];
      if (!by) return;
      event.preventDefault();
      const [x, y] = this.point;
      picture.write(writeFocus([x + by[0], y + by[1]]));
    });
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Delete' && event.key !== 'Backspace') return;
      event.preventDefault();
      this.takeAway();
    });
    const words = t('focal_point_none');
    this.clear = el('button', { type: 'button', class: 'ed-focus-clear', hidden: true, 'aria-label': `${words}: ${label}`, onclick: (event: Event) => (event.stopPropagation(), this.takeAway()) }, words);
    sizes.observe(shown);
  }

  /** The button goes with the point: the focus stays at the dot. */
  private takeAway(): void {
    if (readFocus(this.picture.read())) this.picture.write(null);
    this.element.focus();
  }

  private get point(): Focus {
    return readFocus(this.picture.read()) ?? MIDDLE;
  }

  /** Puts the dot where it belongs, and the picture as readers may see it; false when there is none. */
  draw(on: boolean): boolean {
    const { shown, read } = this.picture;
    const { element } = this;
    const image = shown.querySelector('img');
    if (image && image !== this.image) this.sizes.observe(image);
    this.image = image;
    element.hidden = !on || !image || read() === undefined;
    const kept = readFocus(read());
    this.clear.hidden = element.hidden || !kept;
    if (!image || read() === undefined) return false;
    if (element.parentElement !== shown) shown.append(element, this.clear);
    const [x, y] = this.point;
    image.style.objectPosition = writeFocus([x, y]);
    element.style.left = `${image.offsetLeft + (image.offsetWidth * x) / 100}px`;
    element.style.top = `${image.offsetTop + (image.offsetHeight * y) / 100}px`;
    element.setAttribute('aria-valuenow', String(x));
    element.setAttribute('aria-valuetext', kept ? t('focal_point_at', { x, y }) : t('focal_point_none'));
    return true;
  }
}
