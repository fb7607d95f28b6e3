import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayLink, readAddress } from '../src/editor/marks/addresses.ts';
import { honestAddress } from '../src/editor/paste/links.ts';

test('addresses are completed, and refused when they could run a script', () => {
  assert.equal(readAddress('example.org/a?b=1'), 'https://example.org/a?b=1');
  assert.equal(readAddress('desk@example.org'), 'mailto:desk@example.org');
  assert.equal(readAddress('/about/'), '/about/');
  assert.equal(readAddress('новости.рф'), 'https://новости.рф');
  for (const bad of ['', 'two words', 'javascript:alert(1)', ' java\tscript:alert(1)', 'data:text/html,x', 'word']) assert.equal(readAddress(bad), null, bad);
  assert.equal(mayLink('JaVaScRiPt:x'), false);
  assert.equal(mayLink('tel:+995'), true);
});

test('detours and trackers are taken out of addresses', () => {
  assert.equal(honestAddress('https://www.google.com/url?q=https://example.org/a%3Fb%3D1&sa=D&source=docs'), 'https://example.org/a?b=1');
  assert.equal(honestAddress('https://example.org/a?utm_source=x&id=7&fbclid=y'), 'https://example.org/a?id=7');
  assert.equal(honestAddress('https://example.org/a?id=7'), 'https://example.org/a?id=7');
  assert.equal(honestAddress('file:///C:/Users/me/a.docx'), null);
});
