import type { NodeSpec } from 'prosemirror-model';

/** A text attribute of a block, left out while it is empty. */
const text = { default: null };

/**
 * Content expressions are wider than what we ever write (`block*`, never `block+`): a node that two people emptied at
 * the same time must stay valid, because y-prosemirror deletes what is not.
 */
export const blockSpecs: Record<string, NodeSpec> = {
  doc: { content: 'block+' },
  paragraph: {
    group: 'block',
    content: 'inline*',
    parseDOM: [{ tag: 'p' }],
    toDOM: () => ['p', 0],
  },
  heading: {
    group: 'block',
    content: 'inline*',
    defining: true,
    attrs: { level: { default: 2 } },
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })),
    toDOM: (node) => [`h${node.attrs.level}`, 0],
  },
  blockquote: {
    group: 'block',
    content: 'block*',
    defining: true,
    attrs: { alt: { default: null } },
    parseDOM: [{ tag: 'blockquote', getAttrs: (element) => ({ alt: element.classList.contains('kg-blockquote-alt') || null }) }],
    toDOM: (node) => ['blockquote', node.attrs.alt ? { class: 'kg-blockquote-alt' } : {}, 0],
  },
  pull_quote: {
    group: 'block',
    content: 'inline*',
    defining: true,
    attrs: { credit: text },
    parseDOM: [{ tag: 'figure.mh-pull-quote', contentElement: 'blockquote', getAttrs: (element) => ({ credit: element.querySelector('figcaption')?.textContent || null }) }],
    toDOM: (node) => ['figure', { class: 'mh-pull-quote' }, ['blockquote', 0], ...(node.attrs.credit ? [['figcaption', node.attrs.credit] as const] : [])],
  },
  correction: {
    group: 'block',
    content: 'block*',
    defining: true,
    attrs: { date: text },
    parseDOM: [{ tag: 'div.mh-correction', getAttrs: (element) => ({ date: element.getAttribute('data-date') || null }) }],
    toDOM: (node) => ['div', { class: 'mh-correction', 'data-date': node.attrs.date }, 0],
  },
  live_update: {
    group: 'block',
    content: 'block*',
    defining: true,
    attrs: { time: text, title: text },
    parseDOM: [{ tag: 'section.mh-live-update', getAttrs: (element) => ({ time: element.getAttribute('data-time') || null, title: element.getAttribute('data-title') || null }) }],
    toDOM: (node) => ['section', { class: 'mh-live-update', 'data-time': node.attrs.time, 'data-title': node.attrs.title }, 0],
  },
  bullet_list: {
    group: 'block',
    content: 'list_item*',
    attrs: { order: { default: null } },
    parseDOM: [{ tag: 'ul' }],
    toDOM: () => ['ul', 0],
  },
  ordered_list: {
    group: 'block',
    content: 'list_item*',
    attrs: { order: { default: null } },
    parseDOM: [{ tag: 'ol', getAttrs: (element) => ({ order: orderOf(element) }) }],
    toDOM: (node) => ['ol', { start: node.attrs.order }, 0],
  },
  list_item: {
    content: 'block*',
    defining: true,
    parseDOM: [{ tag: 'li' }],
    toDOM: () => ['li', 0],
  },
  horizontal_rule: {
    group: 'block',
    parseDOM: [{ tag: 'hr' }],
    toDOM: () => ['hr'],
  },
  paywall: {
    group: 'block',
    atom: true,
    parseDOM: [{ tag: 'div[data-mh-paywall]' }],
    toDOM: () => ['div', { 'data-mh-paywall': '' }],
  },
  text: { group: 'inline' },
  hard_break: {
    group: 'inline',
    inline: true,
    selectable: false,
    linebreakReplacement: true,
    parseDOM: [{ tag: 'br' }],
    toDOM: () => ['br'],
    leafText: () => '\n',
  },
};

function orderOf(element: HTMLElement): number | null {
  const start = Number(element.getAttribute('start') ?? 1);
  return Number.isInteger(start) && start !== 1 ? start : null;
}
