import type { Node } from 'prosemirror-model';

/** Words found in the document. */
export interface Found {
  from: number;
  to: number;
}

/** Most matches that are shown and counted. */
const MOST = 5000;

/** Every place of the words in running text, in reading order; capitals count only when asked. No patterns. */
export function findAll(doc: Node, wanted: string, matchCase: boolean): Found[] {
  const found: Found[] = [];
  if (wanted === '') return found;
  const fold = (text: string) => (matchCase ? text : foldCase(text));
  const needle = fold(wanted);
  doc.descendants((node, at) => {
    if (found.length >= MOST) return false;
    if (!node.isTextblock) return true;
    const text = fold(node.textBetween(0, node.content.size, undefined, '\ufffc'));
    for (let index = text.indexOf(needle); index >= 0 && found.length < MOST; index = text.indexOf(needle, index + needle.length)) {
      found.push({ from: at + 1 + index, to: at + 1 + index + needle.length });
    }
    return false;
  });
  return found;
}

/** Lower case that keeps every character's length, so that positions stay true (`İ` would grow). */
function foldCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : [...text].map((sign) => (sign.toLowerCase().length === sign.length ? sign.toLowerCase() : sign)).join('');
}
