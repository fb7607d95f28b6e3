import { t } from '../../messages.ts';
import { el } from '../../ui/element.ts';
import { isOurs, toShow } from '../marks/addresses.ts';
import { bodyOf, richField, textField } from './fields.ts';
import type { CardBody, CardHandle } from './handle.ts';

function host(url: string): string {
  try {
    return new URL(url).host.replace(/^www\./, '');
  } catch {
    return url;
  }
}

/** A link with title and text. The site's own picture shows only when it lies with us. */
export function bookmarkCard(handle: CardHandle<'bookmark'>): CardBody {
  const head = el('div', { class: 'ed-bookmark' });
  const draw = () => {
    const { url, thumbnail, publisher } = handle.attrs;
    head.replaceChildren(
      el('p', { class: 'ed-bookmark-site' }, publisher || host(url), ' · ', el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, t('open_link'))),
      ...(thumbnail && isOurs(thumbnail) ? [el('img', { src: toShow(thumbnail), alt: '' })] : []),
    );
  };
  draw();
  const title = textField(handle, 'title', { label: t('title') });
  const description = textField(handle, 'description', { label: t('description'), area: 'words' });
  const caption = richField(handle, 'caption', t('caption'), t('caption_placeholder'));
  const body = bodyOf([title, description, caption], head, title.element, description.element, el('div', { class: 'ed-caption' }, caption.element));
  const { update } = body;
  body.update = () => (draw(), update());
  return body;
}

/** Something of another site: only told of here, and loaded for readers after a click. */
export function embedCard(handle: CardHandle<'embed'>): CardBody {
  const head = el('div', { class: 'ed-embed' });
  const draw = () => {
    const { url } = handle.attrs;
    head.replaceChildren(
      el('p', { class: 'ed-embed-site' }, host(url)),
      el('p', {}, el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, url)),
      el('p', { class: 'ed-hint' }, t('embed_hint')),
    );
  };
  draw();
  const caption = richField(handle, 'caption', t('caption'), t('caption_placeholder'));
  const body = bodyOf([caption], head, el('div', { class: 'ed-caption' }, caption.element));
  const { update } = body;
  body.update = () => (draw(), update());
  return body;
}
