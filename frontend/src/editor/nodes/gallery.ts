import { Fragment, type Node, type NodeSpec, type Schema } from 'prosemirror-model';
import type { GalleryImage } from './card_table.ts';

/** Attributes of a picture; `null` while they have their usual value. */
const PARTS: (keyof GalleryImage)[] = ['src', 'fileName', 'alt', 'title', 'caption', 'href', 'row', 'width', 'height', 'focus'];

/**
 * A picture of a gallery. Each is a node of its own in the shared document, so that what two people do to a gallery at once
 * both counts; the gallery's view shows them.
 */
export const pictureSpec: NodeSpec = {
  atom: true,
  selectable: false,
  draggable: false,
  attrs: Object.fromEntries(PARTS.map((part) => [part, { default: null }])),
  toDOM: () => ['span'],
};

/** A picture as it stands in a document; without a row it gets one by its place. */
export function pictureNode(schema: Schema, { row: _, ...image }: GalleryImage): Node {
  return schema.nodes.gallery_image!.create(Object.fromEntries(Object.entries(image).map(([part, value]) => [part, value === '' ? null : value])));
}

/** The pictures inside of a gallery that is brought in. */
export function pictureNodes(schema: Schema, images: GalleryImage[]): Fragment {
  return Fragment.from(images.map((image) => pictureNode(schema, image)));
}

/** The pictures of a gallery: those of its attribute, as stories had them before, and those inside. */
export function picturesOf(gallery: Node): GalleryImage[] {
  const inside = gallery.children.map(({ attrs }) => Object.fromEntries(Object.entries(attrs).filter(([, value]) => value !== null)) as unknown as GalleryImage);
  return [...((gallery.attrs.images as GalleryImage[] | null) ?? []), ...inside].map((image) => ({ ...image, src: image.src ?? '' }));
}
