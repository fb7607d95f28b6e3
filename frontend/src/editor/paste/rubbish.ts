import { styleOf, unwrap } from './style.ts';

const GONE = 'script, style, meta, link, title, base, noscript, template, iframe, object, embed, applet, svg, canvas, math, button, input, select, textarea, nav, dialog, xml, map, area, [hidden], [aria-hidden="true"]';

/** The part that was really copied, when the program marks it. */
export function fragmentOf(html: string): string {
  const start = html.indexOf('<!--StartFragment-->');
  const end = html.lastIndexOf('<!--EndFragment-->');
  return start >= 0 && end > start ? html.slice(start + '<!--StartFragment-->'.length, end) : html;
}

/** Takes away what is no part of a text: scripts, styles, comments, hidden parts, Office's own elements. */
export function removeRubbish(body: Element): void {
  body.querySelectorAll(GONE).forEach((element) => element.remove());
  removeComments(body);
  for (const element of [...body.querySelectorAll('*')]) {
    const style = styleOf(element);
    if (style.get('display') === 'none' || style.get('mso-hide') === 'all' || style.get('visibility') === 'hidden') element.remove();
    // `o:p`, `st1:place`, `w:sdt` and their like have a colon in their name.
    else if (element.localName.includes(':') || element.tagName.includes(':')) unwrap(element);
  }
}

function removeComments(node: Node): void {
  for (const child of [...node.childNodes]) {
    if (child.nodeType === 8) child.remove();
    else removeComments(child);
  }
}
