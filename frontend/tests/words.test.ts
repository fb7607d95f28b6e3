import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutes, words } from '../src/editor/count/words.ts';

test('words of many scripts are counted as on the server', () => {
  const cases: [string, number][] = [
    ['', 0],
    ['One two,three', 3],
    ['Слово за слово', 3],
    ['საქართველოს პარლამენტი', 2],
    ['Հայաստանի Հանրապետություն', 2],
    ['新聞 news', 3],
    ['خبر عاجل', 2],
    ['e\u0301te\u0301', 1],
  ];
  for (const [text, count] of cases) assert.equal(words(text), count, text);
});

test('minutes are the server’s', () => {
  const cases: [number, number, number][] = [[0, 0, 0], [137, 0, 0], [138, 0, 1], [275, 3, 2], [2750, 0, 10], [0, 20, 2]];
  for (const [count, pictures, wanted] of cases) assert.equal(minutes(count, pictures), wanted);
});
