/** Signs of a language: outer and inner quotation marks, the dash, how an apostrophe is written. */
export interface Signs {
  outer: [open: string, close: string];
  inner: [open: string, close: string];
  dash: string;
}

const ENGLISH: Signs = { outer: ['“', '”'], inner: ['‘', '’'], dash: '—' };
const RUSSIAN: Signs = { outer: ['«', '»'], inner: ['„', '“'], dash: '—' };
const GERMAN: Signs = { outer: ['„', '“'], inner: ['‚', '‘'], dash: '–' };

const SIGNS: Record<string, Signs> = {
  en: ENGLISH,
  ru: RUSSIAN,
  uk: RUSSIAN,
  be: RUSSIAN,
  hy: { outer: ['«', '»'], inner: ['“', '”'], dash: '—' },
  az: { outer: ['“', '”'], inner: ['‘', '’'], dash: '—' },
  de: GERMAN,
  ka: { ...GERMAN, dash: '–' },
  pl: { outer: ['„', '”'], inner: ['«', '»'], dash: '–' },
  fr: { outer: ['«\u00a0', '\u00a0»'], inner: ['“', '”'], dash: '–' },
  es: { outer: ['«', '»'], inner: ['“', '”'], dash: '—' },
  it: { outer: ['«', '»'], inner: ['“', '”'], dash: '–' },
  tr: { outer: ['“', '”'], inner: ['‘', '’'], dash: '–' },
};

/** The signs of a language tag such as `de-AT`; English for what we do not know. */
export function signsOf(language: string): Signs {
  return SIGNS[language.toLowerCase().split(/[-_]/)[0] ?? ''] ?? ENGLISH;
}
