import { rename, unwrap, wordsOf } from './style.ts';

/** Makes every table one of plain cells: running text only, paragraphs become lines. Tables for layout are dissolved. */
export function plainTables(body: Element): void {
  for (const table of [...body.querySelectorAll('table')].reverse()) {
    const cells = [...table.querySelectorAll('td, th')];
    const holdsMore = table.querySelector('table, ul, ol, h1, h2, h3, h4, blockquote, figure');
    if (cells.length <= 1 || (holdsMore && table.querySelectorAll('tr').length <= 1)) {
      dissolve(table, cells);
      continue;
    }
    const caption = table.querySelector('caption');
    if (caption) {
      if (wordsOf(caption)) table.before(rename(caption, 'p'));
      else caption.remove();
    }
    table.querySelectorAll('colgroup, col').forEach((each) => each.remove());
    cells.forEach(flatten);
    for (const row of [...table.querySelectorAll('thead td')]) {
      const spans = ['colspan', 'rowspan'].map((name) => [name, row.getAttribute(name)] as const);
      const header = rename(row, 'th');
      for (const [name, value] of spans) if (value) header.setAttribute(name, value);
    }
  }
}

function dissolve(table: Element, cells: Element[]): void {
  for (const cell of cells) {
    const box = table.ownerDocument.createElement('div');
    box.append(...cell.childNodes);
    table.before(box);
  }
  table.remove();
}

function flatten(cell: Element): void {
  const blocks = [...cell.querySelectorAll('p, div, li, h1, h2, h3, h4, h5, h6')];
  for (const block of blocks) {
    if (wordsOf(block) === '') {
      block.remove();
      continue;
    }
    if (block.nextElementSibling && wordsOf(cell).length > wordsOf(block).length) block.after(block.ownerDocument.createElement('br'));
    unwrap(block);
  }
  cell.querySelectorAll('ul, ol, blockquote, figure, img').forEach((each) => (each.localName === 'img' ? each.remove() : unwrap(each)));
  while (cell.lastChild && (cell.lastChild.nodeType === 3 ? wordsOf(cell.lastChild) === '' : (cell.lastChild as Element).localName === 'br')) cell.lastChild.remove();
}
