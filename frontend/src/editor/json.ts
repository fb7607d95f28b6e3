import { Node } from 'prosemirror-model';
import { picturesOf } from './nodes/gallery.ts';
import { schema } from './schema.ts';

/** A node in the JSON of crate `document`. */
export interface Json {
  type: string;
  attrs?: Record<string, unknown>;
  content?: Json[];
  text?: string;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
}

/** Reads a document of crate `document`. Throws when it holds what the schema does not know. */
export function fromJson(json: Json): Node {
  const node = Node.fromJSON(schema, json);
  node.check();
  return node;
}

/** Writes a document as crate `document` reads it: attributes with their usual value are left out. */
export function toJson(node: Node): Json {
  const json: Json = { type: node.type.name };
  const inside = node.type.name === 'gallery' ? picturesOf(node) : [];
  const attrs = given(inside.length > 0 ? { ...node.attrs, images: inside } : node.attrs, node.type.name === 'table_cell' || node.type.name === 'table_header' ? 1 : null);
  if (attrs) json.attrs = attrs;
  if (node.isText) json.text = node.text ?? '';
  else if (!node.isLeaf && node.type.name !== 'gallery') json.content = node.children.map(toJson);
  if (node.marks.length > 0) {
    json.marks = node.marks.map((mark) => {
      const markAttrs = mark.type.name === 'link' ? { ...given(mark.attrs, ''), href: mark.attrs.href as string } : given(mark.attrs, '');
      return markAttrs ? { type: mark.type.name, attrs: markAttrs } : { type: mark.type.name };
    });
  }
  return json;
}

function given(attrs: Record<string, unknown>, usual: unknown): Record<string, unknown> | null {
  const kept = Object.entries(attrs).filter(([, value]) => value !== null && value !== usual);
  return kept.length > 0 ? Object.fromEntries(kept) : null;
}
