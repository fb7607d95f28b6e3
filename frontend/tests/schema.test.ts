import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import * as Y from 'yjs';
import { prosemirrorToYXmlFragment, yXmlFragmentToProseMirrorRootNode } from 'y-prosemirror';
import { fromJson, toJson, type Json } from '../src/editor/json.ts';
import { CARDS } from '../src/editor/nodes/card_table.ts';
import { pictureNodes } from '../src/editor/nodes/gallery.ts';
import { schema } from '../src/editor/schema.ts';

const rust = '../crates/document/src';

type Mark = NonNullable<Json['marks']>[number];
const text = (words: string, ...marks: (string | Mark)[]): Json => ({
  type: 'text',
  text: words,
  ...(marks.length > 0 ? { marks: marks.map((mark) => (typeof mark === 'string' ? { type: mark } : mark)) } : {}),
});
const paragraph = (...content: Json[]): Json => ({ type: 'paragraph', content });

/** Every node and mark once, in the form in which crate `document` writes them. */
const everything: Json = {
  type: 'doc',
  content: [
    paragraph(text('Plain, '), text('linked', { type: 'link', attrs: { href: 'https://example.org/', rel: 'nofollow' } }), { type: 'hard_break' }, text('both', 'strong', 'em', 'strike', 'underline', 'code', 'sub', 'sup', 'highlight')),
    paragraph(text('said', { type: 'statement', attrs: { id: 'a1', speaker: 'Ana' } })),
    paragraph(),
    { type: 'heading', attrs: { level: 3 }, content: [text('Heading')] },
    { type: 'bullet_list', content: [{ type: 'list_item', content: [paragraph(text('one')), { type: 'ordered_list', attrs: { order: 4 }, content: [{ type: 'list_item', content: [paragraph(text('four'))] }] }] }, { type: 'list_item', content: [] }] },
    { type: 'blockquote', attrs: { alt: true }, content: [paragraph(text('quoted')), { type: 'image', attrs: { src: '/content/images/a.jpg', focus: '30% 55%' } }] },
    { type: 'blockquote', content: [] },
    { type: 'pull_quote', attrs: { credit: 'Somebody' }, content: [text('pulled')] },
    { type: 'correction', attrs: { date: '3 May' }, content: [paragraph(text('was wrong'))] },
    { type: 'live_update', attrs: { time: '2026-05-03T10:00Z', title: 'News' }, content: [paragraph(text('entry'))] },
    { type: 'table', content: [{ type: 'table_row', content: [{ type: 'table_header', content: [text('a')] }, { type: 'table_cell', attrs: { colspan: 2 }, content: [] }] }] },
    { type: 'horizontal_rule' },
    { type: 'paywall' },
    ...Object.keys(CARDS).map((type): Json => ({ type })),
    { type: 'gallery', attrs: { images: [{ src: '/content/images/b.jpg', width: 10, height: 20, row: 0, focus: '0% 100%' }], caption: '<em>c</em>' } },
    { type: 'html', attrs: { html: '<b>x</b>', visibility: { nonMember: false, webSegment: 'status:free', emailSegment: '' } } },
    { type: 'foreign', attrs: { source: 'lexical', name: 'strange', payload: '{"a":{"b":[1]}}', html: '<p>words</p>' } },
    { type: 'video', attrs: { src: '/content/media/v.mp4', width: 640, height: 360, duration: 12.5, loop: true } },
  ],
};

test('a document comes back from the schema as it went in', () => {
  assert.deepEqual(toJson(fromJson(everything)), everything);
});

test('a document comes back from the shared form as it went in', () => {
  const doc = new Y.Doc();
  prosemirrorToYXmlFragment(fromJson(everything), doc.getXmlFragment('body'));
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  assert.deepEqual(toJson(yXmlFragmentToProseMirrorRootNode(other.getXmlFragment('body'), schema)), everything);
});

test('the pictures of a gallery are nodes in the shared form and attributes in a document', () => {
  const image = { src: '/content/images/b.jpg', alt: 'Quay', width: 10, height: 20, focus: '0% 100%' };
  const gallery = schema.nodes.gallery!.create({ caption: 'Both' }, pictureNodes(schema, [image, { src: '/content/images/c.jpg', alt: '', row: 2 }]));
  gallery.check();
  const doc = new Y.Doc();
  prosemirrorToYXmlFragment(schema.nodes.doc!.create(null, [gallery]), doc.getXmlFragment('body'));
  const shared = doc.getXmlFragment('body').get(0) as Y.XmlElement;
  assert.deepEqual(shared.toArray().map((child) => (child as Y.XmlElement).nodeName), ['gallery_image', 'gallery_image']);
  assert.equal(shared.getAttribute('images'), undefined);
  const back = yXmlFragmentToProseMirrorRootNode(doc.getXmlFragment('body'), schema);
  assert.deepEqual(toJson(back).content, [{ type: 'gallery', attrs: { images: [image, { src: '/content/images/c.jpg' }], caption: 'Both' } }]);
});

test('cards have the attributes of crate document, name by name', () => {
  const sources = readdirSync(`${rust}/cards`).map((file) => readFileSync(`${rust}/cards/${file}`, 'utf8'));
  const declared = new Map<string, string[]>();
  for (const source of sources) {
    for (const block of source.matchAll(/card! \{\s*(?:\/\/\/[^\n]*\n\s*)*(\w+) \{([\s\S]*?)\n {4}\}\n\}/g)) {
      declared.set(block[1] ?? '', [...(block[2] ?? '').matchAll(/^\s+\w+ "(\w+)":/gm)].map((match) => match[1] ?? ''));
    }
  }
  const cards = readFileSync(`${rust}/cards.rs`, 'utf8');
  const names = [...cards.matchAll(/^\s+(\w+) = "(\w+)" \|/gm)];
  assert.equal(names.length, Object.keys(CARDS).length);
  for (const [, struct = '', name = ''] of names) {
    assert.deepEqual(Object.keys(CARDS[name as keyof typeof CARDS]).sort(), declared.get(struct)?.sort(), name);
  }
});

test('marks have the names and attributes of crate document', () => {
  const inline = readFileSync(`${rust}/tree/inline.rs`, 'utf8');
  const styles = /pub fn name\(self\)[\s\S]*?\[([^\]]*)\]/.exec(inline)?.[1]?.match(/\w+/g) ?? [];
  assert.deepEqual(Object.keys(schema.marks).sort(), [...styles, 'link', 'statement'].sort());
  const fields = (struct: string) => [...(new RegExp(`pub struct ${struct} \\{([\\s\\S]*?)\\n\\}`).exec(inline)?.[1] ?? '').matchAll(/pub (\w+):/g)].map((match) => match[1]);
  for (const [mark, struct] of [['link', 'Link'], ['statement', 'Statement']] as const) {
    assert.deepEqual(Object.keys(schema.marks[mark]?.spec.attrs ?? {}).sort(), fields(struct).sort());
  }
});

test('nodes have the names that crate document reads', () => {
  const reader = readFileSync(`${rust}/json/read.rs`, 'utf8');
  for (const name of Object.keys(schema.nodes)) {
    // Of a gallery's pictures crate live knows.
    if (name in CARDS || name === 'text' || name === 'gallery_image') continue;
    assert.ok(reader.includes(`"${name}"`), name);
  }
});

test('what two people emptied at once stays valid', () => {
  for (const name of ['blockquote', 'bullet_list', 'ordered_list', 'list_item', 'table', 'table_row', 'correction', 'live_update']) schema.nodes[name]?.createChecked();
});
