/** Line icons on a grid of 24, drawn with one stroke. */
const PATHS = {
  plus: 'M12 5v14M5 12h14',
  grip: 'M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01',
  close: 'M6 6l12 12M18 6L6 18',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  left: 'M15 6l-6 6 6 6',
  right: 'M9 6l6 6-6 6',
  bold: 'M7 5h6a3.5 3.5 0 010 7H7zM7 12h7a3.5 3.5 0 010 7H7z',
  italic: 'M10 5h8M6 19h8M14.5 5l-5 14',
  strike: 'M4 12h16M16.5 8A4 4 0 0012.500 5h-1A3.500 3.500 0 008 8.500c0 1.500 1 2.500 2.500 3.500M7.500 16a4 4 0 004 3h1a3.500 3.500 0 003.500-3.500',
  code: 'M8 7l-5 5 5 5M16 7l5 5-5 5',
  link: 'M10 14a4 4 0 005.700 0l3-3a4 4 0 00-5.700-5.700l-1 1M14 10a4 4 0 00-5.700 0l-3 3a4 4 0 005.700 5.700l1-1',
  quote: 'M5 17c3-1 4-3 4-6H5V6h5v5c0 4-1 6-5 7zM14 17c3-1 4-3 4-6h-4V6h5v5c0 4-1 6-5 7z',
  record: 'M12 3a3 3 0 00-3 3v5a3 3 0 006 0V6a3 3 0 00-3-3zM6 11a6 6 0 0012 0M12 17v4',
  comment: 'M4 5h16v11H10l-5 4v-4H4z',
  heading: 'M6 5v14M18 5v14M6 12h12',
  list: 'M9 6h11M9 12h11M9 18h11M4.500 6h.01M4.500 12h.01M4.500 18h.01',
  numbers: 'M10 6h10M10 12h10M10 18h10M4 5l1.500-1v5M4 15h2.500L4 19h2.500',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9h.01',
  gallery: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  video: 'M3 6h12v12H3zM15 11l6-3v8l-6-3z',
  audio: 'M9 18V6l10-2v12M9 18a2.500 2.500 0 11-5 0 2.500 2.500 0 015 0zM19 16a2.500 2.500 0 11-5 0 2.500 2.500 0 015 0z',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  table: 'M4 5h16v14H4zM4 10h16M4 14.500h16M10 5v14',
  divider: 'M4 12h16',
  callout: 'M12 4a7 7 0 00-4 12.700V19h8v-2.300A7 7 0 0012 4zM10 22h4',
  toggle: 'M5 8l4 4-4 4M12 8h8M12 16h8',
  button: 'M4 8h16v8H4zM9 12h6',
  embed: 'M4 5h16v14H4zM10 9l5 3-5 3z',
  html: 'M8 8l-4 4 4 4M16 8l4 4-4 4M13.500 5l-3 14',
  paywall: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 017 0v3',
  correction: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  footnote: 'M4 18V8h7M14 10l2-1.500V16M4 13h5',
  note: 'M5 5h14M5 10h14M5 15h9',
  panel: 'M4 5h16v14H4zM14.500 5v14',
  search: 'M11 5a6 6 0 100 12 6 6 0 000-12zM15.500 15.500L20 20',
  eye: 'M3 12s3.500-6 9-6 9 6 9 6-3.500 6-9 6-9-6-9-6zM12 9.500a2.500 2.500 0 100 5 2.500 2.500 0 000-5z',
  history: 'M4 12a8 8 0 108-8 8 8 0 00-6.500 3.500M4 4v4h4M12 8v4l3 2',
  undo: 'M9 7L4 12l5 5M4 12h10a5 5 0 010 10h-2',
  redo: 'M15 7l5 5-5 5M20 12H10a5 5 0 000 10h2',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v6M14 11v6',
  copy: 'M8 8h12v12H8zM16 8V4H4v12h4',
  more: 'M6 12h.01M12 12h.01M18 12h.01',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  help: 'M9 9a3 3 0 116 0c0 2-3 2.500-3 4.500M12 17h.01',
} as const;

/** Name of an icon. */
export type IconName = keyof typeof PATHS;

/** An icon that says nothing to a screen reader: its button carries the words. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', name === 'more' || name === 'grip' ? 'ed-icon ed-icon-dots' : 'ed-icon');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
