import type { Node } from 'prosemirror-model';
import { measure, minutes } from '../editor/count/words.ts';
import { figure, t } from '../messages.ts';
import { el, fill } from '../ui/element.ts';

/** Words, target and reading time; counted in a quiet moment after a change. */
export class CountLine {
  readonly element = el('p', { class: 'ed-count' });
  private timer = 0;
  private target: number | null = null;
  private doc: Node | null = null;

  /** Counts the document soon. */
  count(doc: Node): void {
    this.doc = doc;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.draw(), 200);
  }

  /** Sets the number of words that the story shall have. */
  aim(target: number | null): void {
    if (target === this.target) return;
    this.target = target;
    this.draw();
  }

  private draw(): void {
    if (!this.doc) return;
    const { words, pictures } = measure(this.doc);
    const time = minutes(words, pictures);
    const goal = this.target && this.target > 0 ? this.target : null;
    fill(
      this.element,
      el('span', {}, goal ? t('words_of', { n: figure(words), target: figure(goal) }) : t('words', { n: figure(words) })),
      goal ? el('progress', { max: goal, value: Math.min(words, goal), 'aria-label': t('target_words') }) : null,
      el('span', { class: 'ed-minutes' }, t('minutes', { n: figure(Math.max(1, time)) })),
    );
  }
}
