import { picturesOf } from '../nodes/gallery.ts';
import type { Node } from 'prosemirror-model';
import { isCard } from '../nodes/card_table.ts';

const IDEOGRAPH = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]/g;
const WORD = /[\p{L}\p{N}_][\p{L}\p{N}_\p{M}\u00ad\u200c\u200d]*/gu;

/** Words of a text as crate `document` counts them: a Chinese, Japanese or Korean character counts as one. */
export function words(text: string): number {
  const ideographs = text.match(IDEOGRAPH)?.length ?? 0;
  return ideographs + (text.replace(IDEOGRAPH, ' ').match(WORD)?.length ?? 0);
}

/** Minutes to read by Ghost's formula: 275 words a minute, 12 s for the first picture and less for the next. */
export function minutes(count: number, pictures: number): number {
  let seconds = (count * 60) / 275;
  for (let index = 0; index < pictures; index += 1) seconds += Math.max(3, 12 - index);
  return Math.round(seconds / 60);
}

/** Text attributes of cards that a reader reads. */
const READ = ['caption', 'calloutText', 'heading', 'content', 'title', 'html', 'markdown', 'textValue', 'header', 'subheader'];

/** Words and pictures of a document. Blocks are counted once and remembered: typing counts one block anew. */
export function measure(doc: Node): { words: number; pictures: number } {
  let count = 0;
  let pictures = 0;
  doc.forEach((block) => {
    const known = remembered.get(block) ?? measureBlock(block);
    remembered.set(block, known);
    count += known.words;
    pictures += known.pictures;
  });
  return { words: count, pictures };
}

const remembered = new WeakMap<Node, { words: number; pictures: number }>();

function measureBlock(block: Node): { words: number; pictures: number } {
  let pictures = 0;
  let count = 0;
  const look = (node: Node): boolean => {
    if (isCard(node.type.name)) {
      if (node.type.name === 'image') pictures += 1;
      if (node.type.name === 'gallery') pictures += picturesOf(node).length;
      for (const key of READ) if (typeof node.attrs[key] === 'string') count += words((node.attrs[key] as string).replace(/<[^>]*>/g, ' '));
    } else if (node.isTextblock) {
      count += words(node.textBetween(0, node.content.size, ' ', ' '));
      return false;
    }
    return true;
  };
  if (look(block)) block.descendants(look);
  return { words: count, pictures };
}
