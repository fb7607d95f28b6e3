import { t } from '../../messages.ts';
import { el } from '../../ui/element.ts';
import { isOurs, toShow } from '../marks/addresses.ts';
import { bodyOf, choice, flag, richField, textField } from './fields.ts';
import type { CardBody, CardHandle } from './handle.ts';

function player(tag: 'video' | 'audio', src: string): HTMLElement {
  if (!isOurs(src)) return el('p', { class: 'ed-no-picture' }, src);
  return el(tag, { src: toShow(src), controls: true, preload: 'metadata' });
}

/** A video file of ours. */
export function videoCard(handle: CardHandle<'video'>): CardBody {
  const caption = richField(handle, 'caption', t('caption'), t('caption_placeholder'));
  const width = choice(handle, 'cardWidth', t('width'), [['regular', t('width_regular')], ['wide', t('width_wide')], ['full', t('width_full')]]);
  const loop = flag(handle, 'loop', t('video_loop'));
  return bodyOf([caption, width, loop], player('video', handle.attrs.src), el('div', { class: 'ed-caption' }, caption.element), el('div', { class: 'ed-fields' }, width.element, loop.element));
}

/** A sound file of ours. */
export function audioCard(handle: CardHandle<'audio'>): CardBody {
  const title = textField(handle, 'title', { label: t('title') });
  return bodyOf([title], title.element, player('audio', handle.attrs.src));
}

/** Bytes in words. */
export function bytes(count: number): string {
  const unit = count >= 1 << 20 ? 'megabyte' : count >= 1024 ? 'kilobyte' : 'byte';
  const value = unit === 'megabyte' ? count / (1 << 20) : unit === 'kilobyte' ? count / 1024 : count;
  return new Intl.NumberFormat(document.documentElement.lang || 'en', { style: 'unit', unit, maximumFractionDigits: value < 10 && unit !== 'byte' ? 1 : 0 }).format(value);
}

/** A file to download. */
export function fileCard(handle: CardHandle<'file'>): CardBody {
  const title = textField(handle, 'fileTitle', { label: t('title') });
  const text = textField(handle, 'fileCaption', { label: t('description') });
  const { fileName, fileSize } = handle.attrs;
  return bodyOf([title, text], title.element, text.element, el('p', { class: 'ed-hint' }, `${fileName} · ${bytes(fileSize)}`));
}
