import type { Uploaded } from '../../http/upload.ts';
import { t } from '../../messages.ts';
import { button, iconButton } from '../../ui/button.ts';
import { el } from '../../ui/element.ts';
import { focalPoints } from '../../ui/focal_point.ts';
import type { GalleryImage } from '../nodes/card_table.ts';
import { fit, richField, setValue } from './fields.ts';
import { picturesOf } from '../nodes/gallery.ts';
import type { CardBody, CardHandle } from './handle.ts';
import { picture } from './image.ts';
import { pickMedia } from './media_picker.ts';
import { Pictures } from './pictures.ts';

/** Pictures of a gallery; Ghost's limit too. */
export const MOST = 9;

/** The picture of a file. */
export function galleryImage(file: Uploaded): GalleryImage {
  return { src: file.src, fileName: file.name, alt: file.alt ?? '', width: file.width ?? null, height: file.height ?? null, focus: file.focus ?? null };
}

/** Several pictures with one caption. */
export function galleryCard(handle: CardHandle<'gallery'>): CardBody {
  const grid = el('ul', { class: 'ed-gallery' });
  const focus = focalPoints();
  const images = () => picturesOf(handle.node);
  const pictures = new Pictures(handle);
  /** Goes to a picture's button, or to its words when it has none such: a new order draws everything anew. */
  const goTo = (index: number, label = '') => {
    const place = grid.children[Math.min(index, grid.children.length - 1)];
    const control = [...(place?.querySelectorAll('button') ?? [])].find((each) => each.getAttribute('aria-label') === label);
    (control ?? place?.querySelector('textarea') ?? add).focus();
  };
  const swap = (index: number, by: -1 | 1) => {
    pictures.move(index, by);
    goTo(index + by, by < 0 ? t('move_left') : t('move_right'));
  };
  const remove = (index: number) => {
    pictures.remove(index);
    goTo(index, t('remove_picture'));
  };
  const item = (image: GalleryImage, index: number) => {
    const alt = el('textarea', {
      class: 'ed-input',
      rows: 1,
      'aria-label': t('alt_of', { n: index + 1 }),
      placeholder: t('alt_placeholder'),
      value: image.alt ?? '',
      readonly: !handle.writable,
      'data-index': index,
      oninput: () => {
        fit(alt);
        pictures.change(index, { alt: alt.value });
      },
    });
    const last = images().length - 1;
    return el(
      'li',
      {},
      el('div', { class: 'ed-picture' }, picture(image.src, image.alt ?? '')),
      alt,
      handle.writable &&
        el(
          'div',
          { class: 'ed-row' },
          index > 0 && iconButton('left', t('move_left'), () => swap(index, -1)),
          index < last && iconButton('right', t('move_right'), () => swap(index, 1)),
          iconButton('trash', t('remove_picture'), () => remove(index)),
        ),
    );
  };
  let drawn = '';
  const draw = () => {
    const present = images();
    const order = present.map((image) => image.src).join('\n');
    if (order !== drawn) {
      drawn = order;
      const items = present.map(item);
      grid.replaceChildren(...items);
      focus.place(
        ...items.map((each, index) => ({
          shown: each.querySelector<HTMLElement>('.ed-picture')!,
          label: t('focal_point_of', { n: index + 1 }),
          read: () => images()[index]?.focus ?? null,
          write: (point: string | null) => pictures.change(index, { focus: point }),
        })),
      );
    } else grid.querySelectorAll('textarea').forEach((area, index) => setValue(area, present[index]?.alt ?? ''));
    focus.draw();
  };
  draw();
  const caption = richField(handle, 'caption', t('caption'), t('caption_placeholder'));
  const add = button(t('add_pictures'), async () => {
    const files = await pickMedia(handle.services, { kind: 'image', many: true });
    pictures.add(files.map(galleryImage).slice(0, MOST - images().length));
  });
  return {
    element: el('div', { class: 'ed-card-body' }, grid, handle.writable ? el('div', { class: 'ed-row' }, add, focus.toggle) : null, el('div', { class: 'ed-caption' }, caption.element)),
    update: () => (draw(), caption.update()),
    focus: () => ((grid.querySelector('textarea') ?? add).focus(), true),
    destroy: () => caption.destroy?.(),
  };
}
