import { DOMParser, DOMSerializer, type Node, type Schema } from 'prosemirror-model';

/** Reads the HTML of a card's field. The markup is parsed in an inert document: nothing in it loads or runs. */
export function readHtml(schema: Schema, html: string): Node {
  const body = new window.DOMParser().parseFromString(html, 'text/html').body;
  return DOMParser.fromSchema(schema).parse(body, { preserveWhitespace: true });
}

/** Writes the HTML of a card's field; empty when there are no words. */
export function writeHtml(schema: Schema, doc: Node): string {
  if (doc.textContent.trim() === '') return '';
  const box = document.createElement('div');
  box.append(DOMSerializer.fromSchema(schema).serializeFragment(doc.content));
  box.querySelectorAll('a[rel="noopener"]').forEach((link) => link.removeAttribute('rel'));
  return box.innerHTML;
}
