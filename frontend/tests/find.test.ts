import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findAll } from '../src/editor/find/search.ts';
import { fromJson } from '../src/editor/json.ts';

const doc = fromJson({
  type: 'doc',
  content: [
    { type: 'paragraph', content: [{ type: 'text', text: 'The sea. ' }, { type: 'text', text: 'The', marks: [{ type: 'strong' }] }, { type: 'text', text: ' sea.' }] },
    { type: 'bullet_list', content: [{ type: 'list_item', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'At THE SEA (.*)' }] }] }] },
  ],
});

function found(wanted: string, matchCase = false): string[] {
  return findAll(doc, wanted, matchCase).map(({ from, to }) => doc.textBetween(from, to));
}

test('words are found across marks and in lists', () => {
  assert.deepEqual(found('the sea'), ['The sea', 'The sea', 'THE SEA']);
});

test('capitals count when asked', () => {
  assert.deepEqual(found('The sea', true), ['The sea', 'The sea']);
});

test('signs of patterns are plain signs', () => {
  assert.deepEqual(found('(.*)'), ['(.*)']);
  assert.deepEqual(found('.*sea'), []);
});

test('nothing is found for nothing', () => {
  assert.deepEqual(found(''), []);
});
