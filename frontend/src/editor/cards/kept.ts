import { t, type MessageKey } from '../../messages.ts';
import { el } from '../../ui/element.ts';
import { cardAttrs, type CardName } from '../nodes/card_table.ts';
import type { CardBody, CardHandle } from './handle.ts';

const WORDS: Partial<Record<CardName, MessageKey>> = {
  call_to_action: 'card_call_to_action',
  header: 'card_header',
  signup: 'card_signup',
  product: 'card_product',
  email: 'card_email',
  email_cta: 'card_email_cta',
  transistor: 'card_transistor',
};

/** What a card says, as plain words. */
function excerpt(attrs: Record<string, unknown>): string {
  const html = ['html', 'textValue', 'header', 'productTitle', 'productDescription', 'subheader']
    .map((key) => attrs[key])
    .filter((value): value is string => typeof value === 'string' && value !== '')
    .join(' ');
  const words = new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '';
  return words.trim().slice(0, 280);
}

/** A card of another system: kept as it is, shown by its name and its words. */
export function keptCard(handle: CardHandle): CardBody {
  const key = WORDS[handle.name];
  const name = key ? t(key) : t('card_foreign', { name: cardAttrs('foreign', handle.node.attrs).name || '?' });
  const words = el('p', { class: 'ed-kept-words' });
  const draw = () => (words.textContent = excerpt(handle.node.attrs));
  draw();
  return {
    element: el('div', { class: 'ed-card-body ed-kept' }, el('p', { class: 'ed-kept-name' }, name), words, el('p', { class: 'ed-hint' }, t('card_kept'))),
    update: draw,
    focus: () => false,
  };
}
