import { pickMedia } from '../editor/cards/media_picker.ts';
import { picture } from '../editor/cards/image.ts';
import type { Services } from '../editor/services.ts';
import { t } from '../messages.ts';
import { button } from '../ui/button.ts';
import { el, fill } from '../ui/element.ts';
import type { Changes, Details } from './details.ts';

/** A picture of the panel: chosen from the newsroom's or this device's, removable. */
export function pictureField(details: Details, services: Services, key: 'ogImage' | 'twitterImage', label: string): HTMLElement {
  const box = el('div', { class: 'ed-side-picture' });
  let drawn: string | null = null;
  details.onchange(() => {
    const src = details.value?.[key] ?? '';
    if (src === drawn) return;
    drawn = src;
    const choose = button(src ? t('replace') : t('choose_image'), async () => {
      const [file] = await pickMedia(services, { kind: 'image', many: false });
      if (file) details.change({ [key]: file.src } as Changes);
    });
    const here = box.contains(document.activeElement);
    fill(box, src ? picture(src, '') : null, services.config.can.change ? el('div', { class: 'ed-row' }, choose, src ? button(t('remove'), () => details.change({ [key]: null } as Changes)) : null) : null);
    if (here) choose.focus();
  });
  return el('div', { class: 'ed-field', role: 'group', 'aria-label': label }, el('span', { class: 'ed-label' }, label), box);
}
