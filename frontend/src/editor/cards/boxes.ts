import { t } from '../../messages.ts';
import { el } from '../../ui/element.ts';
import { bodyOf, choice, richField, textField } from './fields.ts';
import type { CardBody, CardHandle } from './handle.ts';
import { optionalAddress } from './image.ts';

const COLOURS = ['grey', 'white', 'blue', 'green', 'yellow', 'red', 'pink', 'purple', 'accent'] as const;

/** A coloured box with a sign. */
export function calloutCard(handle: CardHandle<'callout'>): CardBody {
  const box = el('div', { class: 'ed-callout' });
  const sign = textField(handle, 'calloutEmoji', { label: t('sign'), bare: true });
  const text = richField(handle, 'calloutText', t('callout'), t('callout_placeholder'));
  const colour = choice(handle, 'backgroundColor', t('colour'), COLOURS.map((name) => [name, t(`colour_${name}`)]));
  box.append(sign.element, text.element);
  const paint = () => {
    box.dataset.colour = handle.attrs.backgroundColor;
  };
  paint();
  const body = bodyOf([text, sign, colour], box, el('details', { class: 'ed-more' }, el('summary', {}, t('more')), colour.element));
  const { update } = body;
  body.update = () => (paint(), update());
  return body;
}

/** A heading that opens a text. */
export function toggleCard(handle: CardHandle<'toggle'>): CardBody {
  const heading = richField(handle, 'heading', t('toggle_heading'), t('toggle_heading'));
  const content = richField(handle, 'content', t('toggle_text'), t('toggle_text'), 'block');
  return bodyOf([heading, content], heading.element, content.element);
}

/** A link that looks like a button. */
export function buttonCard(handle: CardHandle<'button'>): CardBody {
  const shown = el('p', { class: 'ed-button-card', 'aria-hidden': 'true' });
  const draw = () => {
    shown.dataset.alignment = handle.attrs.alignment;
    shown.replaceChildren(el('span', {}, handle.attrs.buttonText || t('button_words')));
  };
  draw();
  const words = textField(handle, 'buttonText', { label: t('button_words') });
  const address = textField(handle, 'buttonUrl', { label: t('link_address'), placeholder: 'https://', read: optionalAddress, hint: t('button_hint') });
  const side = choice(handle, 'alignment', t('alignment'), [['center', t('align_center')], ['left', t('align_left')]]);
  const body = bodyOf([words, address, side], shown, el('div', { class: 'ed-fields' }, words.element, address.element, side.element));
  const { update } = body;
  body.update = () => (draw(), update());
  return body;
}

/** Program text. */
export function codeCard(handle: CardHandle<'code_block'>): CardBody {
  const code = textField(handle, 'code', { label: t('code_block'), area: 'code', bare: true });
  const language = textField(handle, 'language', { label: t('code_language') });
  const caption = richField(handle, 'caption', t('caption'), t('caption_placeholder'));
  return bodyOf([code, language, caption], code.element, language.element, el('div', { class: 'ed-caption' }, caption.element));
}

/** Markdown of an old post. */
export function markdownCard(handle: CardHandle<'markdown'>): CardBody {
  const source = textField(handle, 'markdown', { label: t('card_markdown'), area: 'code' });
  return bodyOf([source], source.element);
}

/** Raw HTML: written by those who may, only shown to the others. */
export function htmlCard(handle: CardHandle<'html'>): CardBody {
  if (handle.services.config.can.rawHtml) {
    const source = textField(handle, 'html', { label: t('card_html'), area: 'code' });
    return bodyOf([source], source.element);
  }
  const shown = el('pre', { class: 'ed-source' });
  const draw = () => (shown.textContent = handle.attrs.html);
  draw();
  return { element: el('div', { class: 'ed-card-body' }, el('p', { class: 'ed-hint' }, t('html_locked')), shown), update: draw, focus: () => false };
}
