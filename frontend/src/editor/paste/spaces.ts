/** Signs that are neither seen nor meant: zero-width spaces, byte order marks, soft hyphens of a layout. */
const UNSEEN = /[\u200b\u2060\ufeff\u00ad]/g;

/**
 * Tidies the white space of all text. A non-breaking space between two words stays (Russian and French need it), beside
 * another space it is an artefact.
 */
export function tidySpaces(node: Node): void {
  for (const child of [...node.childNodes]) {
    if (child.nodeType === 3) child.textContent = tidy(child.textContent ?? '');
    else if ((child as Element).localName !== 'pre') tidySpaces(child);
  }
}

/** The same for a string. */
function tidy(text: string): string {
  return text
    .replace(UNSEEN, '')
    .replace(/[\t\n\r\f ]+/g, ' ')
    .replace(/(?: \u00a0|\u00a0 |\u00a0\u00a0)[ \u00a0]*/g, ' ');
}
