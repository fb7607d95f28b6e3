import type { EditorView } from 'prosemirror-view';
import { t } from '../../messages.ts';
import { button, iconButton } from '../../ui/button.ts';
import { el } from '../../ui/element.ts';
import { notify } from '../../ui/notices.ts';
import { look, replaceAll, replaceOne, searchOf, step } from './plugin.ts';

/** The box of find and replace; one a page. */
export class FindBox {
  readonly element: HTMLElement;
  private readonly wanted = el('input', { type: 'text', class: 'ed-input', 'aria-label': t('find'), placeholder: t('find') });
  private readonly by = el('input', { type: 'text', class: 'ed-input', 'aria-label': t('replace_by'), placeholder: t('replace_by') });
  private readonly count = el('output', { class: 'ed-find-count', 'aria-live': 'polite' });
  private readonly replacing: HTMLElement;
  private before: Element | null = null;

  constructor(
    private readonly view: EditorView,
    writable: boolean,
  ) {
    const matchCase = el('input', { type: 'checkbox', onchange: () => this.search({ matchCase: matchCase.checked }) });
    this.replacing = el(
      'div',
      { class: 'ed-row' },
      this.by,
      button(t('replace_one'), () => this.after(() => replaceOne(view, this.by.value))),
      button(t('replace_all'), () => this.after(() => notify(t('replaced', { n: replaceAll(view, this.by.value) })))),
    );
    this.replacing.hidden = !writable;
    this.element = el(
      'search',
      { class: 'ed-find', 'aria-label': t('find'), hidden: true },
      el('div', { class: 'ed-row' }, this.wanted, this.count, iconButton('up', t('previous'), () => this.after(() => step(view, -1)), 'Shift-Enter'), iconButton('down', t('next'), () => this.after(() => step(view, 1)), 'Enter'), iconButton('close', t('close'), () => this.close(), 'Esc')),
      this.replacing,
      el('label', { class: 'ed-check' }, matchCase, t('match_case')),
    );
    this.wanted.addEventListener('input', () => this.search({ wanted: this.wanted.value }));
    this.element.addEventListener('keydown', this.keys);
  }

  /** Opens the box with the selected words. */
  open(replace: boolean): void {
    const { selection, doc } = this.view.state;
    const words = doc.textBetween(selection.from, selection.to, '\n');
    if (words !== '' && !words.includes('\n') && words.length < 200) this.wanted.value = words;
    if (!this.element.contains(document.activeElement)) this.before = document.activeElement;
    this.element.hidden = false;
    this.search({ wanted: this.wanted.value });
    const first = replace && this.wanted.value !== '' ? this.by : this.wanted;
    first.focus();
    first.select();
  }

  /** The keyboard goes to what was found, and without that to where it was. */
  close(): void {
    const found = searchOf(this.view).found.length > 0;
    this.element.hidden = true;
    look(this.view, { wanted: '' });
    if (!found && this.before instanceof HTMLElement && this.before !== this.view.dom) this.before.focus({ preventScroll: true });
    else this.view.focus();
  }

  private search(asked: { wanted?: string; matchCase?: boolean }): void {
    this.after(() => look(this.view, asked));
  }

  private after(act: () => void): void {
    act();
    const { found, current, wanted } = searchOf(this.view);
    this.count.textContent = wanted === '' ? '' : found.length === 0 ? t('found_none') : t('found_of', { n: current + 1, all: found.length });
  }

  private readonly keys = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') this.close();
    else if (event.key === 'Enter' && event.target === this.wanted) this.after(() => step(this.view, event.shiftKey ? -1 : 1));
    else if (event.key === 'Enter' && event.target === this.by) this.after(() => replaceOne(this.view, this.by.value));
    else return;
    event.preventDefault();
  };
}
