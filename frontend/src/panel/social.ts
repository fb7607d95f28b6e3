import { isOurs, toShow } from '../editor/marks/addresses.ts';
import { t } from '../messages.ts';
import { el, fill } from '../ui/element.ts';
import type { Details } from './details.ts';

/** The words of the story that the previews fall back to. */
export interface Words {
  title: string;
  standfirst: string;
  start: string;
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}

function shown(src: string | null | undefined): HTMLElement | null {
  return src && isOurs(src) ? el('img', { src: toShow(src), alt: '' }) : null;
}

/** What Google, Facebook and Telegram make of the story, drawn anew whenever a field or the text changes. */
export class SocialPreviews {
  readonly element = el('div', { class: 'ed-previews' });

  constructor(
    private readonly details: Details,
    private readonly words: () => Words,
    private readonly siteUrl: string,
  ) {
    details.onchange(() => this.draw());
  }

  draw(): void {
    const { value } = this.details;
    if (!value) return;
    const words = this.words();
    const fallback = words.standfirst || words.start;
    const address = value.canonicalUrl || value.publishedUrl || value.url || this.siteUrl;
    const host = new URL(address, this.siteUrl || location.href).host;
    const title = value.metaTitle || words.title || t('untitled');
    const about = value.metaDescription || fallback;
    const socialTitle = value.ogTitle || words.title || t('untitled');
    const socialAbout = value.ogDescription || fallback;
    const image = shown(value.ogImage || value.featureImage);
    fill(
      this.element,
      el('figure', { class: 'ed-preview-google' }, el('figcaption', {}, 'Google'), el('p', { class: 'ed-preview-host' }, cut(address.replace(/^https?:\/\//, '').replace(/\/$/, '').replaceAll('/', ' › '), 60)), el('p', { class: 'ed-preview-title' }, cut(title, 60)), el('p', {}, cut(about, 158))),
      el('figure', { class: 'ed-preview-card' }, el('figcaption', {}, 'Facebook'), image, el('p', { class: 'ed-preview-host' }, host.toUpperCase()), el('p', { class: 'ed-preview-title' }, cut(socialTitle, 88)), el('p', {}, cut(socialAbout, 110))),
      el('figure', { class: 'ed-preview-telegram' }, el('figcaption', {}, 'Telegram'), el('p', { class: 'ed-preview-host' }, host), el('p', { class: 'ed-preview-title' }, cut(socialTitle, 120)), el('p', {}, cut(socialAbout, 170)), image ? (image.cloneNode() as HTMLElement) : null),
    );
  }
}
