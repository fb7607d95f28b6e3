/** The declarations of a `style` attribute, names and values in lower case. Parsed by hand: Word writes what no browser keeps (`mso-list`). */
export function styleOf(element: Element): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of (element.getAttribute('style') ?? '').split(';')) {
    const colon = part.indexOf(':');
    if (colon > 0) found.set(part.slice(0, colon).trim().toLowerCase(), part.slice(colon + 1).trim().toLowerCase());
  }
  return found;
}

/** Puts the children in the place of their parent. */
export function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}

/** Changes an element's name; the children stay, the attributes go. */
export function rename(element: Element, name: string): Element {
  const next = element.ownerDocument.createElement(name);
  next.append(...element.childNodes);
  element.replaceWith(next);
  return next;
}

/** Puts all children of an element into a new element inside it. */
export function wrapInside(element: Element, name: string): void {
  const inner = element.ownerDocument.createElement(name);
  inner.append(...element.childNodes);
  element.append(inner);
}

/** Visible words of a node. */
export function wordsOf(node: Node): string {
  return (node.textContent ?? '').replace(/[\s\u00a0\u200b\ufeff]+/g, ' ').trim();
}
