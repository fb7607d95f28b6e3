import { rename, unwrap, wordsOf } from './style.ts';

/** Names of paragraph styles in Word and what they are here. */
const CLASSES: [pattern: RegExp, name: string][] = [
  [/^Mso(Title|Heading1)/, 'h2'],
  [/^Mso(Subtitle|Heading2)/, 'h3'],
  [/^Mso(Intense)?Quote/, 'blockquote'],
];

/** Paragraph styles become blocks; the title of a text is not in its body, so that `h1` becomes `h2`. */
export function paragraphStyles(body: Element): void {
  for (const paragraph of [...body.querySelectorAll('p[class], div[class]')]) {
    const name = (paragraph.getAttribute('class') ?? '').split(/\s+/).flatMap((each) => CLASSES.filter(([pattern]) => pattern.test(each)).map(([, tag]) => tag))[0];
    if (name === 'blockquote') {
      const inner = rename(paragraph, 'p');
      const quote = body.ownerDocument.createElement('blockquote');
      inner.replaceWith(quote);
      quote.append(inner);
    } else if (name) rename(paragraph, name);
  }
  body.querySelectorAll('h1').forEach((heading) => rename(heading, 'h2'));
  body.querySelectorAll('center, section, article, main, header, footer, figcaption, address').forEach((each) => rename(each, 'div'));
}

/** Two line breaks in a paragraph are two paragraphs; line breaks between blocks are nothing. */
export function breaksToParagraphs(body: Element): void {
  body.querySelectorAll('br.Apple-interchange-newline').forEach((each) => each.remove());
  for (const paragraph of [...body.querySelectorAll('p')]) {
    const breaks = [...paragraph.children].filter((each) => each.localName === 'br' && nextIsBreak(each));
    for (const first of breaks) {
      if (!first.isConnected || first.parentElement !== paragraph) continue;
      const rest = body.ownerDocument.createElement('p');
      while (paragraph.firstChild && paragraph.firstChild !== first) rest.append(paragraph.firstChild);
      while (paragraph.firstChild && ((paragraph.firstChild as Element).localName === 'br' || wordsOf(paragraph.firstChild) === '')) paragraph.firstChild.remove();
      if (wordsOf(rest)) paragraph.before(rest);
    }
  }
  for (const each of [...body.querySelectorAll('br')]) {
    const blocks = [each.previousElementSibling, each.nextElementSibling].some((near) => near && /^(p|div|h[1-6]|ul|ol|table|blockquote|hr)$/.test(near.localName));
    const inParagraph = each.parentElement?.closest('p, li, td, th, h2, h3, h4, h5, h6, pre');
    if (!inParagraph && (blocks || each.parentElement === body)) each.remove();
    else if (inParagraph && !nextThing(each)) each.remove();
  }
}

function nextIsBreak(element: Element): boolean {
  return (nextThing(element) as Element | null)?.localName === 'br';
}

function nextThing(element: Element): Node | null {
  let next = element.nextSibling;
  while (next?.nodeType === 3 && wordsOf(next) === '') next = next.nextSibling;
  return next;
}

/** Empty blocks go; a paragraph in a list item or quote that stands alone may stay. */
export function dropEmpty(body: Element): void {
  for (const element of [...body.querySelectorAll('p, div, h2, h3, h4, h5, h6, li, blockquote, ul, ol, pre')].reverse()) {
    if (wordsOf(element) === '' && !element.querySelector('img, hr, figure, table, td')) element.remove();
  }
  body.querySelectorAll('div').forEach((box) => {
    const holdsBlocks = [...box.children].some((child) => /^(p|div|h[1-6]|ul|ol|table|blockquote|hr|figure|pre)$/.test(child.localName));
    if (holdsBlocks) unwrap(box);
    else rename(box, 'p');
  });
}
