const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:', 'sms:', 'ftp:']);

/** Whether a reader may follow the address: as crate `document` judges, relative addresses included. */
export function mayLink(address: string): boolean {
  const bare = address.replace(/[\u0000-\u0020]/g, '');
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(bare)?.[0].toLowerCase();
  return scheme === undefined || SCHEMES.has(scheme);
}

/** An address as somebody types it: `example.org/x` gets its scheme, an e-mail address its `mailto:`. Null when it is none. */
export function readAddress(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || /\s/.test(text) || !mayLink(text)) return null;
  if (/^([a-z][a-z0-9+.-]*:|\/|#|\?)/i.test(text)) return text;
  if (/^[^@/]+@[^@/]+\.[^@/]+$/.test(text)) return `mailto:${text}`;
  return /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+([/?#:].*)?$/u.test(text) ? `https://${text}` : null;
}

/** Where the browser finds a stored address: the placeholder of the site's address is this very site. */
export function toShow(address: string): string {
  return address.startsWith('__GHOST_URL__') ? address.slice('__GHOST_URL__'.length) || '/' : address;
}

/** Whether a picture of the address is ours to show: no other host is ever asked. */
export function isOurs(address: string): boolean {
  const shown = toShow(address);
  return /^(data:image\/|blob:)/.test(shown) || new URL(shown, location.origin).origin === location.origin;
}
