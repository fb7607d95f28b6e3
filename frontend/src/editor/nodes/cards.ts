import { Fragment, type NodeSpec } from 'prosemirror-model';
import { CARDS, cardAttrs, isCard, type CardName, type GalleryImage } from './card_table.ts';
import { readFocus } from './focus.ts';
import { picturesOf, pictureNodes, pictureSpec } from './gallery.ts';

/** Value of `data-card` in the clipboard; our own cards come back through it. */
const MARK = 'data-mh-card';

/**
 * A card is an atom. Its attributes are `null` while they have their usual value: what is null is never written into the
 * shared document, so that reading and writing a story changes nothing.
 */
function cardSpec(name: CardName): NodeSpec {
  return {
    group: 'block',
    atom: true,
    selectable: true,
    draggable: false,
    isolating: true,
    attrs: Object.fromEntries(Object.keys(CARDS[name]).map((key) => [key, { default: null }])),
    toDOM: (node) => {
      const given = Object.fromEntries(Object.entries(node.attrs).filter(([, value]) => value !== null));
      return ['figure', { [MARK]: name, 'data-attrs': JSON.stringify(given) }, ...outsideView(name, node.attrs)];
    },
    parseDOM: [{ tag: `figure[${MARK}="${name}"]`, getAttrs: (element) => readAttrs(name, element.getAttribute('data-attrs')) }],
    leafText: () => '\n',
  };
}

/** What another program gets to see of a card that is copied. */
function outsideView(name: CardName, attrs: Record<string, unknown>): unknown[] {
  if (name === 'image') {
    const image = cardAttrs('image', attrs);
    return [['img', { src: image.src, alt: image.alt }]];
  }
  if (name === 'bookmark' || name === 'embed') {
    const url = String(attrs.url ?? '');
    return [['a', { href: url }, url]];
  }
  if (name === 'code_block') return [['pre', {}, String(attrs.code ?? '')]];
  return [];
}

/** Whether a value is of the kind that an attribute usually has; without a usual value it is a number. */
function fits(value: unknown, usual: unknown): boolean {
  return usual === null ? typeof value === 'number' : typeof value === typeof usual && Array.isArray(value) === Array.isArray(usual);
}

/** Attributes from a clipboard: only names that the card has, only values of the right kind. */
function readAttrs(name: CardName, json: string | null): Record<string, unknown> | false {
  let given: unknown;
  try {
    given = JSON.parse(json ?? '{}');
  } catch {
    return false;
  }
  if (typeof given !== 'object' || given === null || !isCard(name)) return false;
  const usual: Record<string, unknown> = CARDS[name];
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    if (!Object.hasOwn(usual, key)) continue;
    if (key === 'focus' ? readFocus(value) : fits(value, usual[key])) kept[key] = value;
  }
  return kept;
}

/** A gallery has its pictures inside; on the clipboard they are among its attributes, as in a document. */
function gallerySpec(): NodeSpec {
  const card = cardSpec('gallery');
  return {
    ...card,
    content: 'gallery_image*',
    toDOM: (node) => card.toDOM!(node.type.create({ ...node.attrs, images: picturesOf(node) })),
    parseDOM: card.parseDOM!.map((rule) => ({
      ...rule,
      getAttrs: (element) => {
        const attrs = rule.getAttrs!(element as never);
        return attrs && { ...attrs, images: null };
      },
      getContent: (element, schema) => {
        const attrs = readAttrs('gallery', (element as HTMLElement).getAttribute('data-attrs'));
        return attrs ? pictureNodes(schema, ((attrs.images ?? []) as GalleryImage[]).filter((image) => typeof image?.src === 'string')) : Fragment.empty;
      },
    })),
  };
}

/** The specs of all cards. */
export const cardSpecs: Record<string, NodeSpec> = {
  ...Object.fromEntries((Object.keys(CARDS) as CardName[]).map((name) => [name, cardSpec(name)])),
  gallery: gallerySpec(),
  gallery_image: pictureSpec,
};
