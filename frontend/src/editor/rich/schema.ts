import { Schema } from 'prosemirror-model';
import { markSpecs } from '../marks/marks.ts';
import { blockSpecs } from '../nodes/blocks.ts';

const { statement: _, ...marks } = markSpecs;
const { text, hard_break, paragraph, bullet_list, ordered_list, list_item, heading, blockquote } = blockSpecs as Required<typeof blockSpecs>;

/** Running text without blocks: captions, callouts, headings of toggles. */
export const inlineSchema = new Schema({ nodes: { doc: { content: 'inline*' }, text: text!, hard_break: hard_break! }, marks });

/** Simple blocks: the text of a toggle. */
export const blockSchema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: paragraph!,
    heading: heading!,
    blockquote: blockquote!,
    bullet_list: bullet_list!,
    ordered_list: ordered_list!,
    list_item: list_item!,
    text: text!,
    hard_break: hard_break!,
  },
  marks,
});
