import { request, withQuery } from '../../http/request.ts';
import { upload, type Uploaded } from '../../http/upload.ts';
import { t } from '../../messages.ts';
import { openDialog } from '../../ui/dialog.ts';
import { el, fill } from '../../ui/element.ts';
import { notify } from '../../ui/notices.ts';
import { isOurs, toShow } from '../marks/addresses.ts';
import type { Services } from '../services.ts';

type Kind = Uploaded['kind'];

/** What is wanted: one file or several, of one kind. */
export interface Wanted {
  kind: Kind;
  many: boolean;
}

const ACCEPT: Record<Kind, string> = { image: 'image/*', video: 'video/*', audio: 'audio/*', file: '' };

/** Says what the server took out of a file, and warns of what it could not. */
export function tellRemoved(file: Uploaded): void {
  const { name, removed = [], remains = [] } = file;
  if (removed.length > 0) notify(t('metadata_removed', { name, what: removed.join(', ') }));
  // Each is a sentence of its own, and the notice ends with a full stop.
  if (remains.length > 0) notify(t('metadata_remains', { name, what: remains.map((each) => each.replace(/\.$/, '')).join('. ') }), 'error');
}

interface Recent {
  items: (Uploaded & { id: string })[];
  next: number | string | null;
}

/** Lets somebody choose from this device or from what the newsroom has; an empty list when it was closed. */
export function pickMedia(services: Services, wanted: Wanted): Promise<Uploaded[]> {
  return new Promise((resolve) => {
    let picked: Uploaded[] = [];
    const dialog = openDialog(t(`choose_${wanted.kind}`), () => resolve(picked), 'ed-dialog-wide');
    const take = (files: Uploaded[]) => {
      picked = files;
      dialog.close();
    };
    const line = el('p', { class: 'ed-hint', role: 'status' });
    const input = el('input', { type: 'file', class: 'ed-unseen', accept: ACCEPT[wanted.kind], multiple: wanted.many, tabindex: '-1', 'aria-hidden': 'true' });
    const send = async (files: File[]) => {
      const done: Uploaded[] = [];
      for (const [index, file] of files.entries()) {
        try {
          const taken = await upload(services.config.endpoints.upload ?? '', file, (part) => {
            line.textContent = t('uploading', { name: file.name, percent: Math.round(((index + part) / files.length) * 100) });
          });
          tellRemoved(taken);
          done.push(taken);
        } catch (error) {
          line.textContent = error instanceof TypeError ? t('no_connection') : String((error as Error).message);
        }
      }
      if (done.length > 0) take(done);
    };
    input.addEventListener('change', () => void send([...(input.files ?? [])]));
    const drop = el('button', { type: 'button', class: 'ed-drop', onclick: () => input.click() }, t('choose_here'));
    drop.addEventListener('dragover', (event) => event.preventDefault());
    drop.addEventListener('drop', (event) => {
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      void send(wanted.many ? files : files.slice(0, 1));
    });
    dialog.body.append(drop, input, line);
    if (services.config.endpoints.media && wanted.kind === 'image') dialog.body.append(library(services.config.endpoints.media, wanted, take));
    drop.focus();
  });
}

/** What the newsroom has, newest first, found by caption and credit. */
function library(address: string, wanted: Wanted, take: (files: Uploaded[]) => void): HTMLElement {
  const grid = el('ul', { class: 'ed-library' });
  const more = el('button', { type: 'button', class: 'ed-button ed-button-quiet', hidden: true }, t('show_more'));
  const search = el('input', { type: 'search', class: 'ed-input', 'aria-label': t('search_media'), placeholder: t('search_media') });
  let next: string | null = null;
  let asked = 0;
  const load = async (fresh: boolean) => {
    asked += 1;
    const mine = asked;
    try {
      const page = await request<Recent>('GET', withQuery(address, { q: search.value.trim(), kind: wanted.kind, ...(fresh || !next ? {} : { page: next }) }));
      if (mine !== asked) return;
      const items = page.items.filter((item) => item.kind === wanted.kind).map((item) => tile(item, () => take([item])));
      if (fresh) fill(grid, ...items);
      else grid.append(...items);
      next = page.next === null || page.next === undefined ? null : String(page.next);
      more.hidden = next === null;
    } catch {
      more.hidden = true;
    }
  };
  let timer = 0;
  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void load(true), 200);
  });
  more.addEventListener('click', () => void load(false));
  void load(true);
  return el('div', { class: 'ed-library-box' }, search, grid, more);
}

function tile(item: Uploaded, act: () => void): HTMLElement {
  const src = item.thumb ?? item.src;
  return el(
    'li',
    {},
    el(
      'button',
      { type: 'button', 'aria-label': [item.caption ?? item.name, item.credit].filter(Boolean).join(', '), onclick: act },
      isOurs(src) && el('img', { src: toShow(src), alt: '', loading: 'lazy' }),
      el('small', {}, item.caption || item.name),
    ),
  );
}
