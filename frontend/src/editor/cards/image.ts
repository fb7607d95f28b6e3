import { t } from '../../messages.ts';
import { button } from '../../ui/button.ts';
import { el } from '../../ui/element.ts';
import { focalPoints } from '../../ui/focal_point.ts';
import { isOurs, readAddress, toShow } from '../marks/addresses.ts';
import { bodyOf, choice, richField, textField } from './fields.ts';
import type { CardBody, CardHandle } from './handle.ts';
import { pickMedia } from './media_picker.ts';

/** The picture, or its address when it lies on another host: nothing is loaded from there. */
export function picture(src: string, alt: string): HTMLElement {
  if (src === '') return el('p', { class: 'ed-no-picture' }, t('picture_none'));
  if (!isOurs(src)) return el('p', { class: 'ed-no-picture' }, t('picture_elsewhere'), el('br'), el('small', {}, src));
  const image = el('img', { src: toShow(src), alt, loading: 'lazy', decoding: 'async', draggable: 'false' });
  image.addEventListener('error', () => image.replaceWith(el('p', { class: 'ed-no-picture' }, t('picture_missing'), el('br'), el('small', {}, src))), { once: true });
  return image;
}

/** An optional address: empty, or one that a reader may follow. */
export function optionalAddress(typed: string): string | null {
  return typed.trim() === '' ? '' : readAddress(typed);
}

/** A picture with its caption, credit and alternative text. */
export function imageCard(handle: CardHandle<'image'>): CardBody {
  const shown = el('div', { class: 'ed-picture' });
  const focus = focalPoints();
  let drawn = '';
  const draw = () => {
    const { src, alt, cardWidth } = handle.attrs;
    shown.dataset.width = cardWidth;
    if (drawn !== src) {
      drawn = src;
      shown.replaceChildren(picture(src, alt));
    }
    shown.querySelector('img')?.setAttribute('alt', alt);
    focus.draw();
  };
  focus.place({ shown, label: t('focal_point'), read: () => handle.attrs.focus, write: (point) => handle.set({ focus: point }) });
  draw();
  const caption = richField(handle, 'caption', t('caption'), t('caption_placeholder'));
  const credit = textField(handle, 'credit', { label: t('credit'), placeholder: t('credit_placeholder'), bare: true });
  const alt = textField(handle, 'alt', { label: t('alt'), placeholder: t('alt_placeholder'), hint: t('alt_hint'), area: 'words' });
  const width = choice(handle, 'cardWidth', t('width'), [['regular', t('width_regular')], ['wide', t('width_wide')], ['full', t('width_full')]]);
  const href = textField(handle, 'href', { label: t('picture_link'), placeholder: 'https://', read: optionalAddress });
  const replace = button(t('replace'), async () => {
    const [file] = await pickMedia(handle.services, { kind: 'image', many: false });
    if (file) handle.set({ src: file.src, width: file.width ?? null, height: file.height ?? null, focus: file.focus ?? null, ...(handle.attrs.alt || !file.alt ? {} : { alt: file.alt }) });
  });
  const more = el('details', { class: 'ed-more' }, el('summary', {}, t('more')), el('div', { class: 'ed-fields' }, width.element, href.element), handle.writable ? el('div', { class: 'ed-row' }, replace, focus.toggle) : null);
  const body = bodyOf(
    [caption, credit, alt, width, href],
    shown,
    el('div', { class: 'ed-caption' }, caption.element, credit.element),
    el('div', { class: 'ed-alt' }, alt.element),
    more,
  );
  const update = body.update;
  body.update = () => (draw(), update());
  return body;
}
