import type { EditorView } from 'prosemirror-view';
import { request } from '../../http/request.ts';
import { t } from '../../messages.ts';
import { openDialog } from '../../ui/dialog.ts';
import { el } from '../../ui/element.ts';
import { readAddress } from '../marks/addresses.ts';
import { isCard } from '../nodes/card_table.ts';
import { schema } from '../schema.ts';
import type { Services } from '../services.ts';
import { insertBlock } from '../slash/items.ts';

interface Answer {
  node: string;
  attrs: Record<string, unknown>;
}

/** The card that the server makes of an address. */
export async function embedOf(services: Services, url: string) {
  const answer = await request<Answer>('POST', services.config.endpoints.embed ?? '', { url });
  if (!isCard(answer.node)) throw new Error(answer.node);
  return schema.nodes[answer.node]!.create(answer.attrs);
}

/** Asks for the address of a post, a video, a page, and puts its card in. */
export function askEmbed(view: EditorView, services: Services): void {
  const dialog = openDialog(t('card_embed'), () => view.focus(), 'ed-dialog-small');
  const error = el('p', { class: 'ed-field-error', role: 'alert' });
  const input = el('input', { type: 'url', class: 'ed-input', 'aria-label': t('link_address'), placeholder: 'https://', autofocus: true });
  const send = el('button', { type: 'submit', class: 'ed-button ed-button-main' }, t('insert'));
  const submit = async (event: Event) => {
    event.preventDefault();
    const url = readAddress(input.value);
    if (!url) {
      error.textContent = t('link_invalid');
      return;
    }
    send.disabled = true;
    try {
      const card = await embedOf(services, url);
      dialog.close();
      insertBlock(view, card);
    } catch (failure) {
      error.textContent = failure instanceof TypeError ? t('no_connection') : (failure as Error).message;
      send.disabled = false;
      input.focus();
    }
  };
  dialog.body.append(el('form', { onsubmit: submit, novalidate: true }, el('p', { class: 'ed-hint' }, t('embed_ask')), input, error, el('div', { class: 'ed-actions' }, send)));
  input.focus();
}
