import { breaksToParagraphs, dropEmpty, paragraphStyles } from './blocks.ts';
import { footnotes } from './footnotes.ts';
import { honestLinks } from './links.ts';
import { nestLists, wordLists } from './lists.ts';
import { stylesToMarks } from './marks.ts';
import { takePictures, type Pictures } from './pictures.ts';
import { fragmentOf, removeRubbish } from './rubbish.ts';
import { tidySpaces } from './spaces.ts';
import { plainTables } from './tables.ts';

/** Attributes that may stay on an element. */
const KEPT: Record<string, string[]> = { a: ['href', 'title'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan'], ol: ['start'] };

/** A cleaned text. */
export interface Cleaned {
  html: string;
  pictures: Pictures;
}

/** Whether HTML comes from this editor; it is taken as it is. */
export function isOwn(html: string): boolean {
  return html.includes('data-pm-slice');
}

/**
 * Cleans HTML of Word, Google Docs, LibreOffice or a web page: structure, links, emphasis, tables and footnotes stay.
 * `parse` is the browser's parser, or another one in tests.
 */
export function cleanHtml(html: string, parse: (html: string) => Document, isOurs: (src: string) => boolean): Cleaned {
  const { body } = parse(`<!doctype html><html><body>${fragmentOf(html)}</body></html>`);
  // Google Docs wraps everything in a <b> that means nothing.
  body.querySelectorAll('b[id^="docs-internal-guid"]').forEach((each) => each.replaceWith(...each.childNodes));
  wordLists(body);
  removeRubbish(body);
  body.normalize();
  tidySpaces(body);
  paragraphStyles(body);
  stylesToMarks(body);
  footnotes(body);
  honestLinks(body);
  nestLists(body);
  const pictures = takePictures(body, isOurs);
  plainTables(body);
  breaksToParagraphs(body);
  dropEmpty(body);
  for (const element of body.querySelectorAll('*')) {
    if (element.matches('figure[data-mh-card], figure.mh-pull-quote, span[data-statement], .mh-correction, .mh-live-update, [data-mh-paywall]')) continue;
    for (const { name } of [...element.attributes]) if (!KEPT[element.localName]?.includes(name)) element.removeAttribute(name);
  }
  return { html: body.innerHTML, pictures };
}
