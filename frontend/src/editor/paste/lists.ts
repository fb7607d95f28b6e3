import { styleOf } from './style.ts';

interface WordItem {
  paragraph: Element;
  level: number;
  list: string;
  ordered: boolean;
  start: number;
}

/** What Word says of a list item, which it writes as a paragraph with `mso-list: l0 level2 lfo1`. */
function wordItem(paragraph: Element): WordItem | null {
  const list = styleOf(paragraph).get('mso-list');
  const level = /level(\d+)/.exec(list ?? '')?.[1];
  if (!list || !level) return null;
  const sign = [...paragraph.querySelectorAll('span')].find((span) => styleOf(span).get('mso-list') === 'ignore');
  const label = (sign?.textContent ?? '').replace(/[\s\u00a0]+/g, '');
  sign?.remove();
  const ordered = /^\(?([0-9]{1,4}|[ivxlcdm]{1,6}|[\p{L}])[.)]$/iu.test(label);
  return { paragraph, level: Number(level), list: /^l\d+/.exec(list)?.[0] ?? list, ordered, start: Number(/\d+/.exec(label)?.[0] ?? 1) };
}

/** Makes real lists of Word's paragraphs. */
export function wordLists(body: Element): void {
  const document = body.ownerDocument;
  let open: { list: Element; level: number; name: string }[] = [];
  for (const paragraph of [...body.querySelectorAll('p, h1, h2, h3, h4, h5, h6')]) {
    const item = wordItem(paragraph);
    if (!item) {
      open = [];
      continue;
    }
    const follows = open.length > 0 && open[0]?.list === previousElement(paragraph);
    if (!follows) open = [];
    while (open.length > 0 && (open.at(-1)?.level ?? 0) > item.level) open.pop();
    const last = open.at(-1);
    if (!last || last.level < item.level || (last.level === item.level && last.name !== item.list && open.length === 1)) {
      const list = document.createElement(item.ordered ? 'ol' : 'ul');
      if (item.ordered && item.start > 1) list.setAttribute('start', String(item.start));
      if (last && last.level < item.level) (last.list.lastElementChild ?? last.list).append(list);
      else {
        open = [];
        paragraph.before(list);
      }
      open.push({ list, level: item.level, name: item.list });
    }
    const entry = document.createElement('li');
    const words = document.createElement('p');
    words.append(...paragraph.childNodes);
    entry.append(words);
    open.at(-1)?.list.append(entry);
    paragraph.remove();
  }
}

function previousElement(element: Element): Element | null {
  return element.previousElementSibling;
}

/** Repairs lists: a list directly in a list belongs to the item before it (Google Docs, LibreOffice). */
export function nestLists(body: Element): void {
  for (const list of [...body.querySelectorAll('ul > ul, ul > ol, ol > ul, ol > ol')]) {
    const before = list.previousElementSibling;
    if (before?.localName === 'li') before.append(list);
    else {
      const item = list.ownerDocument.createElement('li');
      list.before(item);
      item.append(list);
    }
  }
}
