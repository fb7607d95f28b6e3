import { fit, setValue } from '../editor/cards/fields.ts';
import { picture } from '../editor/cards/image.ts';
import { pickMedia, tellRemoved } from '../editor/cards/media_picker.ts';
import { RichField } from '../editor/rich/field.ts';
import type { Services } from '../editor/services.ts';
import { upload, type Uploaded } from '../http/upload.ts';
import { t } from '../messages.ts';
import { button } from '../ui/button.ts';
import { el, freshId } from '../ui/element.ts';
import { focalPoints } from '../ui/focal_point.ts';
import { notify } from '../ui/notices.ts';
import type { Details } from './details.ts';

/** The picture above the story with alternative text, caption, credit and focal point. */
export function featureImage(details: Details, services: Services): HTMLElement {
  const shown = el('div', { class: 'ed-picture' });
  const writable = services.config.can.change;
  const take = (file: Uploaded) => {
    tellRemoved(file);
    details.change({
      featureImage: file.src,
      ...(file.alt ? { featureImageAlt: file.alt } : {}),
      ...(file.focus && details.value?.featureImageFocus !== undefined ? { featureImageFocus: file.focus } : {}),
      ...(file.caption && !details.value?.featureImageCaption ? { featureImageCaption: el('i', {}, file.caption).innerHTML } : {}),
      ...(file.credit && !details.value?.featureImageCredit ? { featureImageCredit: file.credit } : {}),
    });
  };
  const choose = async () => {
    const [file] = await pickMedia(services, { kind: 'image', many: false });
    if (!file) return;
    take(file);
    alt.focus();
  };
  const add = button(t('feature_add'), () => void choose());
  add.classList.add('ed-feature-add');
  const altId = freshId('ed-alt');
  const alt = el('textarea', { id: altId, class: 'ed-input', rows: 1, readonly: !writable, placeholder: t('alt_placeholder'), 'aria-describedby': `${altId}-hint`, oninput: () => (fit(alt), details.change({ featureImageAlt: alt.value })) });
  const hint = el('p', { class: 'ed-hint', id: `${altId}-hint` }, t('alt_hint'));
  const credit = el('input', { type: 'text', class: 'ed-input', readonly: !writable, 'aria-label': t('credit'), placeholder: t('credit_placeholder'), oninput: () => details.change({ featureImageCredit: credit.value }) });
  const caption = new RichField({ label: t('caption'), placeholder: t('caption_placeholder'), kind: 'inline', html: '', writable, services, onchange: (html) => details.change({ featureImageCaption: html }), onleave: () => credit.focus() });
  const focus = focalPoints();
  focus.place({
    shown,
    label: t('focal_point'),
    read: () => details.value?.featureImageFocus,
    write: (featureImageFocus) => details.change({ featureImageFocus }),
  });
  const box = el(
    'figure',
    { class: 'ed-feature', hidden: true },
    shown,
    el('div', { class: 'ed-caption' }, caption.view.dom, credit),
    el('div', { class: 'ed-alt ed-field' }, el('label', { for: altId }, t('alt')), alt, hint),
    writable ? el('div', { class: 'ed-row' }, button(t('replace'), () => void choose()), button(t('remove'), () => (details.change({ featureImage: null }), add.focus())), focus.toggle) : null,
  );
  const element = el('div', { class: 'ed-feature-box' }, writable ? add : null, box);
  let drawn: string | null = null;
  details.onchange(() => {
    const { value } = details;
    const src = value?.featureImage ?? '';
    if (src !== drawn) {
      drawn = src;
      if (src) shown.replaceChildren(picture(src, value?.featureImageAlt ?? ''));
    }
    box.hidden = src === '';
    add.hidden = src !== '' || !value;
    setValue(alt, value?.featureImageAlt ?? '');
    setValue(credit, value?.featureImageCredit ?? '');
    caption.set(value?.featureImageCaption ?? '');
    hint.hidden = alt.value.trim() !== '';
    if (!box.hidden) fit(alt);
    focus.draw();
  });
  element.addEventListener('dragover', (event) => writable && event.preventDefault());
  element.addEventListener('drop', (event) => {
    const file = event.dataTransfer?.files[0];
    const address = services.config.endpoints.upload;
    if (!file || !address || !writable) return;
    event.preventDefault();
    event.stopPropagation();
    add.textContent = t('uploading', { name: file.name, percent: 0 });
    upload(address, file, (part) => (add.textContent = t('uploading', { name: file.name, percent: Math.round(part * 100) })))
      .then(take, (error: Error) => notify(t('upload_failed', { name: file.name, why: error instanceof TypeError ? t('no_connection') : error.message }), 'error'))
      .finally(() => (add.textContent = t('feature_add')));
  });
  return element;
}
