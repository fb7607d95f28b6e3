import { rename, styleOf, unwrap, wrapInside } from './style.ts';

/** Styles that mean a mark, in the order in which they are put around the words. */
function marksOf(style: Map<string, string>): string[] {
  const found: string[] = [];
  const weight = style.get('font-weight') ?? '';
  if (/^(bold|bolder|[6-9]00)$/.test(weight)) found.push('strong');
  if (/^(italic|oblique)/.test(style.get('font-style') ?? '')) found.push('em');
  const line = `${style.get('text-decoration') ?? ''} ${style.get('text-decoration-line') ?? ''}`;
  if (line.includes('line-through')) found.push('s');
  if (line.includes('underline')) found.push('u');
  const vertical = style.get('vertical-align') ?? '';
  if (vertical === 'super') found.push('sup');
  if (vertical === 'sub') found.push('sub');
  return found;
}

const NAMES: Record<string, string> = { b: 'strong', i: 'em', strike: 's', del: 's', ins: 'u' };

/** Turns styles of spans into marks, and drops marks that styles take back (`<b style="font-weight:normal">`). */
export function stylesToMarks(body: Element): void {
  for (const element of [...body.querySelectorAll('b, strong, i, em, u, span, font, a, strike, del, ins')]) {
    const style = styleOf(element);
    const name = element.localName;
    const bold = name === 'b' || name === 'strong';
    const italic = name === 'i' || name === 'em';
    if ((bold && /^(normal|[1-5]00)$/.test(style.get('font-weight') ?? '')) || (italic && style.get('font-style') === 'normal')) {
      unwrap(element);
      continue;
    }
    const given = name === 'span' || name === 'font' ? marksOf(style) : [];
    for (const mark of given) wrapInside(element, mark);
    if (NAMES[name]) rename(element, NAMES[name]);
    else if ((name === 'span' || name === 'font') && !element.hasAttribute('data-statement')) unwrap(element);
  }
  // What a browser underlines or a heading makes bold by itself is no emphasis of the author.
  body.querySelectorAll('a u, u > a').forEach((element) => {
    if (element.localName === 'u') unwrap(element);
    else if (element.parentElement?.childNodes.length === 1) unwrap(element.parentElement);
  });
  body.querySelectorAll('h1 strong, h2 strong, h3 strong, h4 strong, h5 strong, h6 strong, th strong').forEach(unwrap);
  body.querySelectorAll('strong, em, s, u, sup, sub').forEach((element) => {
    if ((element.textContent ?? '') === '' && !element.querySelector('br, img')) element.remove();
  });
}
