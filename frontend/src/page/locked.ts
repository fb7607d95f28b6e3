import type { EditorConfig } from '../config.ts';
import { t } from '../messages.ts';
import { el } from '../ui/element.ts';

/** What somebody sees who may read the story but not write in it. */
export function showLocked(mount: HTMLElement, config: EditorConfig): void {
  const { preview } = config.endpoints;
  mount.replaceChildren(
    el(
      'div',
      { class: 'ed ed-locked', 'data-ready': '', lang: config.locale },
      el('p', {}, t('locked')),
      el('p', {}, el('a', { class: 'ed-button ed-button-main', href: preview || '/room/stories/' }, preview ? t('preview') : t('to_stories'))),
    ),
  );
}
