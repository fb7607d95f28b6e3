import { t } from '../messages.ts';
import { iconButton } from '../ui/button.ts';
import { el } from '../ui/element.ts';

/** A tab of the side panel. */
export type SideTab = 'details' | 'comments';

/** The panel beside the text (a sheet over it on a phone) with its two tabs. */
export class Side {
  readonly element: HTMLElement;
  /** Told when the panel opens or closes. */
  onchange: () => void = () => {};
  private readonly tabs = new Map<SideTab, { button: HTMLButtonElement; panel: HTMLElement }>();
  private current: SideTab = 'details';
  /** Where the keyboard was before it came here. */
  private before: HTMLElement | null = null;

  constructor(
    parts: { tab: SideTab; label: string; content: HTMLElement }[],
    /** Where it goes when that is no more. */
    private readonly back: () => void,
  ) {
    const bar = el('div', { class: 'ed-tabs', role: 'tablist', 'aria-label': t('side') });
    const panels = parts.map(({ tab, label, content }) => {
      const button = el('button', { type: 'button', role: 'tab', id: `ed-tab-${tab}`, 'aria-controls': `ed-panel-${tab}`, onclick: () => this.open(tab) }, label);
      const panel = el('div', { role: 'tabpanel', id: `ed-panel-${tab}`, 'aria-labelledby': `ed-tab-${tab}`, tabindex: '-1' }, content);
      bar.append(button);
      this.tabs.set(tab, { button, panel });
      return panel;
    });
    bar.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      const names = [...this.tabs.keys()];
      const next = names[(names.indexOf(this.current) + 1) % names.length];
      if (!next) return;
      this.open(next);
      this.tabs.get(next)?.button.focus();
    });
    this.element = el('aside', { class: 'ed-side', 'aria-label': t('side'), hidden: true }, el('div', { class: 'ed-side-head' }, bar, iconButton('close', t('close'), () => this.close())), ...panels);
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented) this.close();
    });
    this.element.addEventListener('focusin', ({ relatedTarget }) => {
      if (relatedTarget instanceof HTMLElement && !this.element.contains(relatedTarget) && !relatedTarget.closest('dialog')) this.before = relatedTarget;
    });
    // As a sheet it hides the page: nobody writes behind it.
    document.addEventListener('focusin', ({ target }) => {
      const behind = target instanceof Element && !target.closest('.ed-side, dialog, .ed-float, .ed-notices');
      if (behind && !this.element.hidden && this.isSheet) this.hide();
    });
    this.mark();
  }

  /** Whether the panel lies over the text. */
  get isSheet(): boolean {
    return matchMedia('(max-width: 61.99rem)').matches;
  }

  /** Whether the tab is in sight. */
  shows(tab: SideTab): boolean {
    return !this.element.hidden && this.current === tab;
  }

  open(tab: SideTab): void {
    this.current = tab;
    this.element.hidden = false;
    this.mark();
    this.onchange();
  }

  /** Closes the panel and gives the keyboard back. */
  close(): void {
    const here = this.element.contains(document.activeElement);
    this.hide();
    if (!here) return;
    if (this.before && !this.before.matches('.ed-prose')) this.before.focus({ preventScroll: true });
    if (document.activeElement !== this.before) this.back();
  }

  private hide(): void {
    this.element.hidden = true;
    this.onchange();
  }

  /** Opens the tab, or closes the panel when it is in sight. */
  toggle(tab: SideTab): void {
    if (this.shows(tab)) return this.close();
    this.open(tab);
    this.tabs.get(tab)?.button.focus();
  }

  private mark(): void {
    for (const [tab, { button, panel }] of this.tabs) {
      const chosen = tab === this.current;
      button.setAttribute('aria-selected', String(chosen));
      button.tabIndex = chosen ? 0 : -1;
      panel.hidden = !chosen;
    }
  }
}
