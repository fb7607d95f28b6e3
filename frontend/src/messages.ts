import english from '../messages.en.json';

/** A string of the interface: the keys of messages.en.json are the whole table. */
export type MessageKey = keyof typeof english;

let messages: Record<string, string> = english;
let locale = 'en';

/** Takes the server's strings; what it leaves out stays English. */
export function useMessages(strings: Record<string, string>, language: string): void {
  messages = { ...english, ...strings };
  locale = language;
}

/** The string of a key with its placeholders filled. */
export function t(key: MessageKey, values: Record<string, string | number> = {}): string {
  return (messages[key] ?? english[key]).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Language of the interface, for dates and numbers. */
export function interfaceLanguage(): string {
  return locale;
}

/** A date and time as the reader of the interface writes it. */
export function moment(at: number, style: 'short' | 'medium' = 'medium'): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: style, timeStyle: 'short' }).format(at);
}

/** A number with the separators of the interface's language. */
export function figure(value: number): string {
  return new Intl.NumberFormat(locale).format(value);
}
