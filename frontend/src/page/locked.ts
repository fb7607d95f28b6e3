import type { EditorConfig } from '../config.ts';
import { t } from '../messages.ts';
import { el } from '../ui/element.ts';

/** What somebody sees who may read the story but not write in it. */
export function showLocked(mount: HTMLElement, config: EditorConfig): void {
  const { preview, revisions } = config.endpoints;
  const way = (words: string, href: string | undefined, look: 'main' | 'quiet') => (href ? el('a', { class: `ed-button ed-button-${look}`, href }, words) : null);
  mount.replaceChildren(
    el(
      'div',
      { class: 'ed ed-locked', 'data-ready': '', lang: config.locale },
      el('h1', {}, config.title || t('untitled')),
      el('p', {}, t('locked'), ' ', t('locked_why')),
      el('div', { class: 'ed-row' }, way(t('preview'), preview, 'main'), way(t('history'), revisions && `${revisions}/`, 'quiet'), way(t('to_stories'), '/room/stories/', 'quiet')),
    ),
  );
}
