import type { Transaction } from 'prosemirror-state';
import type { GalleryImage } from '../nodes/card_table.ts';
import { pictureNode, pictureNodes, picturesOf } from '../nodes/gallery.ts';
import type { CardHandle } from './handle.ts';

/** Changes the pictures of a gallery one by one, so that what a colleague does to the others at the same time stays. */
export class Pictures {
  constructor(private readonly handle: CardHandle<'gallery'>) {}

  /** Changes some attributes of a picture. */
  change(index: number, parts: Partial<GalleryImage>): void {
    this.run((tr, first) => {
      for (const [part, value] of Object.entries(parts)) tr.setNodeAttribute(first + index, part, value === '' ? null : value);
    });
  }

  /** Puts pictures at the end. */
  add(images: GalleryImage[]): void {
    if (images.length === 0) return;
    this.run((tr, first, count) => tr.insert(first + count, pictureNodes(tr.doc.type.schema, images)));
  }

  remove(index: number): void {
    this.run((tr, first, count) => {
      tr.delete(first + index, first + index + 1);
      // Those that are left stand by their places.
      if (count > 1) tr.setNodeAttribute(first, 'row', null);
    });
  }

  /**
   * Puts a picture in another place. It is taken out and put in again in two steps: seen as one, the shared document would take the
   * two pictures' attributes for changed, and mix them with what somebody else writes there meanwhile.
   */
  move(index: number, by: number): void {
    const image = picturesOf(this.handle.node)[index];
    if (!image) return;
    this.remove(index);
    this.run((tr, first) => tr.insert(first + index + by, pictureNode(tr.doc.type.schema, image)));
  }

  /** Runs a change; a gallery that still has its pictures in its attribute gets them inside first. Every picture is one position long. */
  private run(change: (tr: Transaction, first: number, count: number) => void): void {
    const { view, getPos } = this.handle;
    const at = getPos();
    const gallery = at === undefined ? null : view.state.doc.nodeAt(at);
    if (at === undefined || gallery?.type.name !== this.handle.name) return;
    const { tr } = view.state;
    const before = (gallery.attrs.images as GalleryImage[] | null) ?? [];
    if (before.length > 0) tr.setNodeAttribute(at, 'images', null).insert(at + 1, pictureNodes(view.state.schema, before));
    change(tr, at + 1, before.length + gallery.childCount);
    view.dispatch(tr);
  }
}
