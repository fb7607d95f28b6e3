import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules';
import type { Attrs, MarkType } from 'prosemirror-model';
import { TextSelection, type Plugin } from 'prosemirror-state';
import { readAddress } from './marks/addresses.ts';
import { marks, nodes } from './schema.ts';

/** `**words**` and its like: the signs go, the words get the mark. */
function around(pattern: RegExp, type: MarkType, attrs: (match: RegExpMatchArray) => Attrs | null | false = () => null): InputRule {
  return new InputRule(pattern, (state, match, start, end) => {
    const words = match[2];
    const given = attrs(match);
    if (!words || given === false || marks.code.isInSet(state.doc.resolve(start).marks())) return null;
    const lead = match[1] ?? '';
    const from = start + lead.length;
    // The sign that was typed last is not in the document yet: the words stand before the closing signs.
    const wordsStart = from + match[0].slice(lead.length).indexOf(words);
    const wordsEnd = wordsStart + words.length;
    const { tr } = state;
    if (wordsEnd < end) tr.delete(wordsEnd, end);
    tr.delete(from, wordsStart);
    const to = from + words.length;
    return tr.addMark(from, to, type.create(given)).removeStoredMark(type);
  });
}

/** Replaces the paragraph by a block without text and puts the caret behind it. */
function insteadOfParagraph(pattern: RegExp, name: 'horizontal_rule' | 'code_block'): InputRule {
  return new InputRule(pattern, (state, match, start, end) => {
    const $start = state.doc.resolve(start);
    if ($start.parent.type !== nodes.paragraph || $start.parent.content.size !== end - start) return null;
    const at = $start.before();
    const attrs = name === 'code_block' && match[1] ? { language: match[1] } : null;
    const tr = state.tr.replaceWith(at, $start.after(), [nodes[name].create(attrs), nodes.paragraph.create()]);
    return tr.setSelection(TextSelection.create(tr.doc, at + 2));
  });
}

/** The Markdown that turns into structure while it is typed. */
export function markdownRules(): Plugin {
  return inputRules({
    rules: [
      textblockTypeInputRule(/^(#{1,6})\s$/, nodes.heading, (match) => ({ level: Math.max(2, match[1]?.length ?? 2) })),
      wrappingInputRule(/^\s*([-*+])\s$/, nodes.bullet_list),
      wrappingInputRule(
        /^(\d{1,4})[.)]\s$/,
        nodes.ordered_list,
        (match) => ({ order: Number(match[1]) === 1 ? null : Number(match[1]) }),
        (match, node) => node.childCount + ((node.attrs.order as number | null) ?? 1) === Number(match[1]),
      ),
      wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
      insteadOfParagraph(/^(?:---|—-|–-|\*\*\*)$/, 'horizontal_rule'),
      insteadOfParagraph(/^```([\w+#-]*)\s$/, 'code_block'),
      around(/(^|[^*\w])\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, marks.strong),
      around(/(^|[^*\w])\*([^*\s](?:[^*]*[^*\s])?)\*$/, marks.em),
      around(/(^|[^_\p{L}\p{N}])_([^_\s](?:[^_]*[^_\s])?)_$/u, marks.em),
      around(/(^|[^`])`([^`]+)`$/, marks.code),
      around(/(^|[^~])~~([^~\s](?:[^~]*[^~\s])?)~~$/, marks.strike),
      around(/(^|[^!])\[([^\]]+)\]\(([^)\s]+)\)$/, marks.link, (match) => {
        const href = readAddress(match[3] ?? '');
        return href !== null && { href };
      }),
    ],
  });
}
