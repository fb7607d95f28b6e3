import { DOMParser as Reader } from 'linkedom';
import { DOMParser, type Node } from 'prosemirror-model';
import { cleanHtml } from '../src/editor/paste/clean.ts';
import { schema } from '../src/editor/schema.ts';
import { toJson, type Json } from '../src/editor/json.ts';

/** Parses HTML as a browser does, without one. */
export function parse(html: string): Document {
  return new Reader().parseFromString(html, 'text/html') as unknown as Document;
}

/** The document that a paste of the HTML makes. */
export function pasted(html: string): Node {
  const cleaned = cleanHtml(html, parse, (src) => src.startsWith('/content/'));
  return DOMParser.fromSchema(schema).parse(parse(`<!doctype html><html><body>${cleaned.html}</body></html>`).body);
}

/** A document in short words: `h2 Title`, `p Words *em* **strong**`, `ul > li > p …`. */
export function outline(node: Node): string[] {
  return node.children.map((child) => line(toJson(child)));
}

function line(json: Json): string {
  if (json.type === 'text') return marked(json);
  if (json.type === 'hard_break') return '⏎';
  const inside = (json.content ?? []).map(line);
  const inline = ['paragraph', 'heading', 'table_cell', 'table_header', 'pull_quote'].includes(json.type);
  const names: Record<string, string> = { paragraph: 'p', bullet_list: 'ul', ordered_list: 'ol', list_item: 'li', blockquote: 'quote', horizontal_rule: 'hr', table_row: 'tr', table_cell: 'td', table_header: 'th' };
  const name = json.type === 'heading' ? `h${String(json.attrs?.level)}` : (names[json.type] ?? json.type);
  const attrs = json.type === 'heading' || !json.attrs ? '' : JSON.stringify(json.attrs);
  if (json.content === undefined) return `${name}${attrs}`;
  return inline ? `${name}${attrs} ${inside.join('')}`.trim() : `${name}${attrs}(${inside.join(', ')})`;
}

function marked(json: Json): string {
  const signs: Record<string, [string, string]> = { strong: ['**', '**'], em: ['*', '*'], strike: ['~~', '~~'], underline: ['__', '__'], sup: ['^', '^'], sub: ['~', '~'], code: ['`', '`'] };
  return (json.marks ?? []).reduceRight((words, mark) => {
    if (mark.type === 'link') return `[${words}](${String(mark.attrs?.href)})`;
    const [open, close] = signs[mark.type] ?? [`{${mark.type} `, '}'];
    return `${open}${words}${close}`;
  }, json.text ?? '');
}
