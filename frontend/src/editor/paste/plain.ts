import { Fragment, Slice, type Node, type Schema } from 'prosemirror-model';

const ADDRESS = /\bhttps?:\/\/[^\s<>"“”«»]+[^\s<>"“”«».,;:!?)\]'’]/g;

/** Words with their addresses as links. */
function linked(schema: Schema, text: string): Node[] {
  const pieces: Node[] = [];
  let last = 0;
  for (const match of text.matchAll(ADDRESS)) {
    if (match.index > last) pieces.push(schema.text(text.slice(last, match.index)));
    pieces.push(schema.text(match[0], [schema.marks.link!.create({ href: match[0] })]));
    last = match.index + match[0].length;
  }
  if (last < text.length) pieces.push(schema.text(text.slice(last)));
  return pieces;
}

function paragraph(schema: Schema, lines: string[]): Node {
  const pieces = lines.flatMap((line, index) => [...(index > 0 ? [schema.nodes.hard_break!.create()] : []), ...linked(schema, line.trim())]);
  return schema.nodes.paragraph!.create(null, pieces);
}

const BULLET = /^\s*[-*•–·]\s+(?=\S)/;
const NUMBER = /^\s*(\d{1,3})[.)]\s+(?=\S)/;

/** The blocks of a group of lines: a list when every line is an item, otherwise a paragraph. */
function blockOf(schema: Schema, lines: string[]): Node {
  const item = (line: string) => schema.nodes.list_item!.create(null, paragraph(schema, [line]));
  if (lines.length > 1 && lines.every((line) => BULLET.test(line))) return schema.nodes.bullet_list!.create(null, lines.map((line) => item(line.replace(BULLET, ''))));
  if (lines.length > 1 && lines.every((line) => NUMBER.test(line))) {
    const order = Number(NUMBER.exec(lines[0] ?? '')?.[1] ?? 1);
    return schema.nodes.ordered_list!.create({ order: order === 1 ? null : order }, lines.map((line) => item(line.replace(NUMBER, ''))));
  }
  return paragraph(schema, lines);
}

/** Plain text as blocks: empty lines part paragraphs; in a text without any, every line is one. */
export function plainText(schema: Schema, text: string): Slice {
  const clean = text.replace(/\r\n?/g, '\n').replace(/[\u200b\ufeff]/g, '').replace(/\u0000/g, '').trim();
  if (clean === '') return Slice.empty;
  const parted = /\n[ \t]*\n/.test(clean);
  const groups = parted ? clean.split(/\n(?:[ \t]*\n)+/).map((group) => group.split('\n')) : groupLines(clean.split('\n'));
  const blocks = groups.filter((lines) => lines.some((line) => line.trim() !== '')).map((lines) => blockOf(schema, lines));
  const only = blocks.length === 1 ? blocks[0] : undefined;
  const open = only?.type.name === 'paragraph' || blocks.length > 1 ? 1 : 0;
  const ends = (node: Node | undefined) => (open && node?.type.name === 'paragraph' ? 1 : 0);
  return new Slice(Fragment.from(blocks), ends(blocks[0]), ends(blocks.at(-1)));
}

/** Lines that follow each other as items of one list belong together; every other line is alone. */
function groupLines(lines: string[]): string[][] {
  const groups: string[][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    const both = (pattern: RegExp) => before !== undefined && pattern.test(before) && pattern.test(line);
    if (last && (both(BULLET) || both(NUMBER))) last.push(line);
    else groups.push([line]);
  }
  return groups;
}
