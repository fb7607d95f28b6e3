import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EditorState, TextSelection } from 'prosemirror-state';
import { footnoteTransaction, references } from '../src/editor/footnotes/insert.ts';
import { fromJson } from '../src/editor/json.ts';
import { outline } from './parser.ts';

function start(...paragraphs: string[]): EditorState {
  return EditorState.create({ doc: fromJson({ type: 'doc', content: paragraphs.map((words) => ({ type: 'paragraph', content: [{ type: 'text', text: words }] })) }) });
}

function noteAfter(state: EditorState, words: string, note: string): EditorState {
  let at = -1;
  state.doc.descendants((node, position) => {
    const found = node.isText ? (node.text ?? '').indexOf(words) : -1;
    if (at < 0 && found >= 0) at = position + found + words.length;
  });
  const placed = state.apply(state.tr.setSelection(TextSelection.create(state.doc, at)));
  const tr = footnoteTransaction(placed, 'Notes');
  assert.ok(tr);
  const next = placed.apply(tr);
  return next.apply(next.tr.insertText(note));
}

test('notes are numbered in reading order, whatever the order in which they are made', () => {
  let state = start('First claim.', 'Second claim.');
  state = noteAfter(state, 'Second claim', 'Source of the second');
  state = noteAfter(state, 'First claim', 'Source of the first');
  assert.deepEqual(outline(state.doc), [
    'p First claim[^1^](#fn-1).',
    'p Second claim[^2^](#fn-2).',
    'h2 Notes',
    'ol(li(p Source of the first), li(p Source of the second))',
  ]);
  state = noteAfter(state, 'Second', 'Between');
  assert.deepEqual(references(state.doc).map((reference) => reference.number), [1, 2, 3]);
  assert.equal(outline(state.doc).at(-1), 'ol(li(p Source of the first), li(p Between), li(p Source of the second))');
});

test('a note is not put into the notes', () => {
  const state = noteAfter(start('A claim.'), 'A claim', 'Its source');
  assert.equal(footnoteTransaction(state, 'Notes'), null);
});
