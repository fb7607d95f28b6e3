// Every language has exactly the keys of English, with the same placeholders.
import { readFileSync } from 'node:fs';

const read = (language) => JSON.parse(readFileSync(`messages.${language}.json`, 'utf8'));
const placeholders = (text) => (text.match(/\{\w+\}/g) ?? []).sort().join(' ');
const english = read('en');
const faults = [];
for (const language of ['ru', 'ka']) {
  const other = read(language);
  for (const key of Object.keys(english)) {
    if (!(key in other)) faults.push(`${language}: "${key}" is missing`);
    else if (!other[key].trim()) faults.push(`${language}: "${key}" is empty`);
    else if (placeholders(english[key]) !== placeholders(other[key])) faults.push(`${language}: "${key}" has other placeholders`);
  }
  for (const key of Object.keys(other)) if (!(key in english)) faults.push(`${language}: "${key}" is unknown`);
}
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
