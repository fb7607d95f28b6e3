import { wordsOf } from './style.ts';

/** Addresses by which Word, Google Docs, LibreOffice and Pages point at a note, and back from it. */
const TO_NOTE = /^#(?:_ftn|_edn|ftnt|sdfootnote|sdendnote|fn-?|footnote-?)(\d+)(?:sym)?$/i;
const FROM_NOTE = /#(?:_ftnref|_ednref|ftnt_ref|fnref-?|footnote-?ref-?)\d+$|#sd(?:foot|end)note\d+anc$/i;

/** Only the fragment counts: Word writes the whole address of a temporary file before it. */
function fragmentOf(link: Element): string {
  const href = link.getAttribute('href') ?? '';
  return href.includes('#') ? href.slice(href.lastIndexOf('#')) : '';
}

/** Gives footnotes our form: raised numbers that link to `#fn-1`, and a numbered list at the end. */
export function footnotes(body: Element): void {
  const document = body.ownerDocument;
  const back = [...body.querySelectorAll('a[href]')].filter((link) => FROM_NOTE.test(fragmentOf(link)));
  const notes = document.createElement('ol');
  for (const link of back) {
    const paragraph = link.closest('p, li, div');
    if (!paragraph) continue;
    const box = link.closest('div[id^="ftn"], div[id^="edn"], div[id^="sdfootnote"], div[id^="sdendnote"]') ?? paragraph;
    link.closest('sup')?.contains(link) && link.closest('sup')?.childNodes.length === 1 ? link.closest('sup')?.remove() : link.remove();
    const item = document.createElement('li');
    const parts = box.localName === 'div' ? [...box.querySelectorAll('p')] : [box];
    for (const part of parts.length > 0 ? parts : [box]) {
      const words = document.createElement('p');
      words.append(...part.childNodes);
      trimStart(words);
      if (wordsOf(words)) item.append(words);
    }
    notes.append(item);
    box.remove();
  }
  let number = 0;
  for (const link of [...body.querySelectorAll('a[href]')]) {
    const found = TO_NOTE.exec(fragmentOf(link));
    if (!found) continue;
    number += 1;
    const sup = document.createElement('sup');
    const next = document.createElement('a');
    next.setAttribute('href', `#fn-${number}`);
    next.textContent = String(number);
    sup.append(next);
    const outer = link.closest('sup');
    (outer && wordsOf(outer) === wordsOf(link) ? outer : link).replaceWith(sup);
  }
  if (number === 0 || notes.childElementCount === 0) {
    if (notes.childElementCount > 0) body.append(notes);
    return;
  }
  removeTrailingRules(body);
  body.append(notes);
}

function trimStart(element: Element): void {
  const first = element.firstChild;
  if (first?.nodeType === 3) first.textContent = (first.textContent ?? '').replace(/^[\s\u00a0\])]+/, '');
  else if (first?.nodeType === 1 && wordsOf(first) === '') {
    first.remove();
    trimStart(element);
  }
}

/** The line between text and notes is an ornament of the word processor. */
function removeTrailingRules(body: Element): void {
  for (const box of [...body.querySelectorAll('div')]) if (wordsOf(box) === '' && !box.querySelector('img, table')) box.remove();
  for (let last = body.lastElementChild; last && /^(hr|br)$/.test(last.localName); last = body.lastElementChild) last.remove();
}
