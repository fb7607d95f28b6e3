import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signsOf } from '../src/editor/typography/languages.ts';
import { typeset } from '../src/editor/typography/typeset.ts';

/** Types a text key by key, correcting after each. */
function type(keys: string, language: string): string {
  let text = '';
  for (const key of keys) {
    text += key;
    const correction = typeset(text, signsOf(language));
    if (correction) text = text.slice(0, text.length - correction.remove) + correction.insert;
  }
  return text;
}

function check(language: string, cases: [typed: string, wanted: string][]): void {
  for (const [typed, wanted] of cases) assert.equal(type(typed, language), wanted, `${language}: ${typed}`);
}

test('English quotes, apostrophes, dashes', () => {
  check('en', [
    ['He said "yes".', 'He said “yes”.'],
    ['"A \'small\' one," she said', '“A ‘small’ one,” she said'],
    ['"He said "no" twice"', '“He said ‘no’ twice”'],
    ["It's the Smiths' dog", 'It’s the Smiths’ dog'],
    ['("quoted")', '(“quoted”)'],
    ['ten years--a lifetime', 'ten years—a lifetime'],
    ['word - word', 'word – word'],
    ['and then...', 'and then…'],
    ['well-known', 'well-known'],
  ]);
});

test('Russian quotes nest, dashes are long', () => {
  check('ru', [
    ['Он сказал: "да".', 'Он сказал: «да».'],
    ['"Газета "Волна" вышла"', '«Газета „Волна“ вышла»'],
    ['Слово - серебро', 'Слово — серебро'],
    ['Слово -- серебро', 'Слово — серебро'],
    ['кто-то', 'кто-то'],
    ['и вот...', 'и вот…'],
  ]);
});

test('German and Georgian quotes open below', () => {
  check('de', [
    ['Er sagte: "Ja."', 'Er sagte: „Ja.“'],
    ['"Das \'kleine\' Haus"', '„Das ‚kleine‘ Haus“'],
    ["Wie geht's?", 'Wie geht’s?'],
    ['Sommer -- Herbst', 'Sommer – Herbst'],
  ]);
  check('ka', [
    ['მან თქვა: "კი".', 'მან თქვა: „კი“.'],
    ['"გაზეთი "ტალღა" გამოვიდა"', '„გაზეთი ‚ტალღა‘ გამოვიდა“'],
    ['სიტყვა - ვერცხლი', 'სიტყვა – ვერცხლი'],
  ]);
});

test('hyphens at the start of a block wait for a divider or a list', () => {
  check('en', [
    ['---', '---'],
    ['- item', '- item'],
  ]);
});

test('four dots and long ellipses stay what was typed', () => {
  check('en', [['wait....', 'wait….']]);
});

test('an unknown language is set like English', () => {
  assert.equal(type('"x"', 'xx'), '“x”');
});
