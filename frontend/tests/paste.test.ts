import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { plainText } from '../src/editor/paste/plain.ts';
import { schema } from '../src/editor/schema.ts';
import { outline, pasted } from './parser.ts';

function sample(name: string): string[] {
  return outline(pasted(readFileSync(`tests/samples/${name}.html`, 'utf8')));
}

test('Word: lists are lists, notes are notes, nothing of Office stays', () => {
  assert.deepEqual(sample('word'), [
    'h2 Harbour accounts',
    'p The council met on **Tuesday** and *did not* publish its “minutes” — again[^1^](#fn-1).',
    'p A [full record](https://example.org/record) was promised.',
    'ul(li(p Cranes, ul(li(p two of them new))), li(p Sheds))',
    'ol(li(p First), li(p Second))',
    'quote(p Nobody asked us.)',
    'table(tr(td Year, td Ships), tr(td 2024, td 1\u00a0204))',
    'ol(li(p Council file 12/3.))',
  ]);
});

test('Google Docs: the wrapper means nothing, styles mean marks', () => {
  assert.deepEqual(sample('google_docs'), [
    'h2 What the tide left',
    'p Plain, **bold**, *italic*, ~~struck~~ and a [link](https://example.org/tide?day=3).',
    'p H~2~O and m^2^.',
    'ul(li(p One), li(p Two, ul(li(p Two and a half))))',
    'p A claim[^1^](#fn-1).',
    'ol(li(p Its source.))',
  ]);
});

test('LibreOffice: fonts go, line breaks and notes stay', () => {
  assert.deepEqual(sample('libreoffice'), [
    'h2 Протокол',
    'p «Да», — сказал он[^1^](#fn-1).',
    'p Первая строка⏎вторая строка',
    'ol{"order":3}(li(p третий), li(p четвёртый))',
    'ol(li(p Архив, л. 5.))',
  ]);
});

test('a web page: navigation, scripts, trackers and foreign pictures go', () => {
  assert.deepEqual(sample('web'), [
    'h2 Storm warning lifted',
    'p Ships may leave, the [port office](https://port.example/notice) said.',
    'p Second paragraph, after two breaks.',
    'quote(p We waited three days.)',
    'image{"src":"/content/images/2026/05/quay.jpg","alt":"The quay","width":800,"height":600}',
    'table(tr(th Pier, th Depth), tr(td North, td 9 m⏎at low tide))',
  ]);
});

const slice = (text: string) => {
  const doc = schema.nodes.doc!.create(null, plainText(schema, text).content);
  return outline(doc);
};

test('plain text: empty lines part paragraphs, lists and addresses are seen', () => {
  assert.deepEqual(slice('One line\nsame paragraph\n\nSee https://example.org/a, please.\n\n- first\n- second\n\n3. three\n4. four\n'), [
    'p One line⏎same paragraph',
    'p See [https://example.org/a](https://example.org/a), please.',
    'ul(li(p first), li(p second))',
    'ol{"order":3}(li(p three), li(p four))',
  ]);
});

test('plain text without empty lines: every line is a paragraph', () => {
  assert.deepEqual(slice('First\r\nSecond\r\nThird'), ['p First', 'p Second', 'p Third']);
  assert.deepEqual(slice(' \u200b\n'), []);
});

test('hostile HTML leaves only words', () => {
  assert.deepEqual(outline(pasted('<p onclick="x()">a<script>alert(1)</script><a href="javascript:alert(1)">b</a><img src=x onerror=alert(1)><svg><a xlink:href="javascript:1">c</a></svg></p>')), ['p ab']);
});

test('a card that is pasted keeps the point of its picture only when it is one', () => {
  const card = (focus: unknown) => outline(pasted(`<figure data-mh-card="image" data-attrs='${JSON.stringify({ src: '/content/images/a.jpg', focus })}'></figure>`));
  assert.deepEqual(card('30% 55%'), ['image{"src":"/content/images/a.jpg","focus":"30% 55%"}']);
  for (const none of ['101% 5%', '05% 5%', 'left top', '5% 5%;x', 5, [5, 5], null]) assert.deepEqual(card(none), ['image{"src":"/content/images/a.jpg"}']);
});
