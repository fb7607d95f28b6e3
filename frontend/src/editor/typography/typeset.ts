import type { Signs } from './languages.ts';

/** What to do after a character was typed: take `remove` characters before the caret away, then write `insert`. */
export interface Correction {
  remove: number;
  insert: string;
}

const OPENS_AFTER = /[\s([{<«„“‘‚–—/\u00a0-]$/;

/**
 * The typographer: `before` is the text of the block up to the caret, the typed character included. Null leaves it as
 * it is. Pure, so that title, standfirst, body and tests share it.
 */
export function typeset(before: string, signs: Signs): Correction | null {
  const typed = before.slice(-1);
  const ahead = before.slice(0, -1);
  switch (typed) {
    case '"':
      return { remove: 1, insert: doubleQuote(ahead, signs) };
    case "'":
      return { remove: 1, insert: singleQuote(ahead, signs) };
    case '.':
      return ahead.endsWith('..') && !ahead.endsWith('...') ? { remove: 3, insert: '…' } : null;
    case '-':
      // Three at the start of a block are a divider, so that two there wait.
      return ahead.endsWith('-') && ahead.trim() !== '-' && !ahead.endsWith('--') ? { remove: 2, insert: signs.dash } : null;
    case ' ':
      // A hyphen between spaces is meant as a dash; at the start of a block it begins a list.
      return /\S -$/.test(ahead) ? { remove: 2, insert: `${spacedDash(signs)} ` } : null;
    default:
      return null;
  }
}

function spacedDash(signs: Signs): string {
  return signs.outer[0] === '“' ? '–' : signs.dash;
}

/** How many quotations of a pair are open at the end of a text. */
function open(text: string, [opening, closing]: [string, string]): number {
  let depth = 0;
  for (const sign of text) {
    if (sign === opening.trim()) depth += 1;
    else if (sign === closing.trim()) depth = Math.max(0, depth - 1);
  }
  return depth;
}

function doubleQuote(ahead: string, signs: Signs): string {
  const outer = open(ahead, signs.outer);
  // In German the sign that closes the outer pair may open the inner one of Russian: count each pair for itself.
  const inner = open(ahead, signs.inner);
  const opens = ahead === '' || OPENS_AFTER.test(ahead);
  if (opens) return (outer > 0 ? signs.inner : signs.outer)[0];
  if (inner > 0 && signs.inner[1] !== '’') return signs.inner[1];
  if (inner > 0 && /[‘]\S[^‘’]*$/.test(ahead)) return signs.inner[1];
  return signs.outer[1];
}

function singleQuote(ahead: string, signs: Signs): string {
  const opens = ahead === '' || OPENS_AFTER.test(ahead);
  if (opens) return signs.inner[0].length === 1 && /[‘‚]/.test(signs.inner[0]) ? signs.inner[0] : '’';
  if (signs.inner[1] === '‘' && open(ahead, signs.inner) > 0) return '‘';
  return '’';
}
