import { t } from '../../messages.ts';
import { el, fill, freshId } from '../../ui/element.ts';
import { icon } from '../../ui/icons.ts';
import { place } from '../../ui/place.ts';
import { matching, type SlashItem } from './items.ts';

/** The list of blocks; the keyboard stays where it is and drives it through `key`. */
export class SlashMenu {
  private readonly id = freshId('ed-slash');
  private readonly list = el('ul', { class: 'ed-slash-list', role: 'listbox', id: this.id, 'aria-label': t('insert') });
  readonly box = el('div', { class: 'ed-float ed-slash', tabindex: '0' }, this.list);
  private shown: SlashItem[] = [];
  private marked = 0;

  constructor(
    private readonly items: SlashItem[],
    /** The element that owns the keyboard. */
    private readonly owner: HTMLElement,
    private readonly choose: (item: SlashItem) => void,
  ) {
    this.box.addEventListener('mousedown', (event) => event.preventDefault());
    (document.querySelector('.ed') ?? document.body).append(this.box);
    owner.setAttribute('aria-controls', this.id);
    this.filter('');
  }

  /** Whether anything fits. */
  get empty(): boolean {
    return this.shown.length === 0;
  }

  /** Shows what fits the words. */
  filter(query: string): void {
    this.shown = matching(this.items, query);
    fill(
      this.list,
      ...this.shown.map((item, index) =>
        el(
          'li',
          { role: 'option', id: `${this.id}-${index}`, onclick: () => this.choose(item), onmousemove: () => this.mark(index, false) },
          icon(item.icon),
          el('span', {}, t(item.name)),
          item.keys ? el('kbd', {}, item.keys) : null,
        ),
      ),
    );
    this.box.hidden = this.empty;
    this.mark(0);
  }

  /** Places the list at a rectangle of the window. */
  at(anchor: { left: number; top: number; bottom: number }): void {
    place(this.box, anchor);
  }

  /** Takes a key; true when it was for the list. */
  key(key: string): boolean {
    if (this.empty) return false;
    if (key === 'ArrowDown' || key === 'Tab') this.mark((this.marked + 1) % this.shown.length);
    else if (key === 'ArrowUp') this.mark((this.marked + this.shown.length - 1) % this.shown.length);
    else if (key === 'Enter') {
      const item = this.shown[this.marked];
      if (item) this.choose(item);
    } else return false;
    return true;
  }

  destroy(): void {
    this.box.remove();
    this.owner.removeAttribute('aria-controls');
    this.owner.removeAttribute('aria-activedescendant');
  }

  private mark(index: number, scroll = true): void {
    this.marked = index;
    [...this.list.children].forEach((line, at) => line.setAttribute('aria-selected', String(at === index)));
    this.owner.setAttribute('aria-activedescendant', `${this.id}-${index}`);
    if (scroll) this.list.children[index]?.scrollIntoView({ block: 'nearest' });
  }
}
