import { t, type MessageKey } from '../messages.ts';
import { el } from '../ui/element.ts';
import type { Safety } from './provider.ts';

const WORDS: Record<Safety, MessageKey> = { connecting: 'connecting', saved: 'saved', saving: 'saving', offline: 'offline' };

/** The words “Saved”, “Saving…” or “Offline”, read aloud only when they stay. */
export class SafetyLine {
  readonly element = el('p', { class: 'ed-safety', role: 'status' });
  private timer = 0;

  show(safety: Safety): void {
    clearTimeout(this.timer);
    // “Saving…” for a few milliseconds at every key would flicker.
    const write = () => {
      this.element.dataset.safety = safety;
      this.element.textContent = t(WORDS[safety]);
    };
    if (safety === 'saving' && this.element.dataset.safety === 'saved') this.timer = window.setTimeout(write, 250);
    else write();
  }
}
