import type { MarkSpec } from 'prosemirror-model';
import { mayLink } from './addresses.ts';

function style(tag: string, parse: MarkSpec['parseDOM']): MarkSpec {
  return { parseDOM: [{ tag }, ...(parse ?? [])], toDOM: () => [tag, 0] };
}

/** The marks of running text, outermost first. */
export const markSpecs: Record<string, MarkSpec> = {
  link: {
    attrs: { href: { default: '' }, rel: { default: '' }, title: { default: '' }, target: { default: '' } },
    inclusive: false,
    parseDOM: [
      {
        tag: 'a[href]',
        getAttrs: (element) => {
          const href = element.getAttribute('href') ?? '';
          return mayLink(href) && { href, title: element.getAttribute('title') ?? '' };
        },
      },
    ],
    toDOM: (mark) => ['a', { href: mark.attrs.href, title: mark.attrs.title || null, rel: 'noopener' }, 0],
  },
  statement: {
    attrs: { id: { default: '' }, speaker: { default: '' }, about: { default: '' }, date: { default: '' } },
    inclusive: false,
    parseDOM: [
      {
        tag: 'span[data-statement]',
        getAttrs: (element) => ({
          id: element.getAttribute('data-statement') ?? '',
          speaker: element.getAttribute('data-speaker') ?? '',
          about: element.getAttribute('data-about') ?? '',
          date: element.getAttribute('data-date') ?? '',
        }),
      },
    ],
    toDOM: (mark) => [
      'span',
      {
        'data-statement': mark.attrs.id,
        'data-speaker': mark.attrs.speaker || null,
        'data-about': mark.attrs.about || null,
        'data-date': mark.attrs.date || null,
      },
      0,
    ],
  },
  strong: style('strong', [{ tag: 'b' }, { style: 'font-weight', getAttrs: (value) => /^(bold|bolder|[6-9]\d\d)$/.test(value) && null }]),
  em: style('em', [{ tag: 'i' }, { tag: 'cite' }, { style: 'font-style=italic' }]),
  strike: style('s', [{ tag: 'del' }, { tag: 'strike' }, { style: 'text-decoration=line-through' }]),
  underline: style('u', [{ tag: 'ins' }]),
  code: style('code', [{ tag: 'kbd' }, { tag: 'samp' }, { tag: 'tt' }]),
  sub: style('sub', [{ style: 'vertical-align=sub' }]),
  sup: style('sup', [{ style: 'vertical-align=super' }]),
  highlight: style('mark', []),
};
