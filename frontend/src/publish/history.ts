import { request } from '../http/request.ts';
import { figure, moment, t } from '../messages.ts';
import { confirmThat, openDialog } from '../ui/dialog.ts';
import { el, fill } from '../ui/element.ts';
import { notify } from '../ui/notices.ts';

interface Revision {
  id: string;
  at: number;
  by: string;
  title: string;
  words: number;
  reason: string;
}

/** The kept versions of the story: each leads to its comparison and can be restored. */
export async function openHistory(address: string, writable: boolean): Promise<void> {
  const list = el('ol', { class: 'ed-history' }, el('li', { class: 'ed-hint' }, t('loading')));
  openDialog(t('history'), () => {}, 'ed-dialog-wide').body.append(list);
  const restore = async (revision: Revision) => {
    if (!(await confirmThat(t('restore'), t('restore_ask', { when: moment(revision.at) }), t('restore')))) return;
    try {
      await request('POST', `${address}/${revision.id}/restore`, {});
      location.reload();
    } catch (error) {
      notify(error instanceof TypeError ? t('no_connection') : (error as Error).message, 'error');
    }
  };
  try {
    const revisions = await request<Revision[]>('GET', address);
    fill(
      list,
      ...revisions.map((revision) =>
        el(
          'li',
          {},
          el('p', {}, el('strong', {}, moment(revision.at)), ' · ', revision.by, ' · ', t('words', { n: figure(revision.words) }), revision.reason ? ` · ${revision.reason}` : ''),
          el('p', { class: 'ed-hint' }, revision.title),
          el('div', { class: 'ed-row' }, el('a', { class: 'ed-button ed-button-quiet', href: `${address}/${encodeURIComponent(revision.id)}/` }, t('compare')), writable ? el('button', { type: 'button', class: 'ed-button ed-button-quiet', onclick: () => void restore(revision) }, t('restore')) : null),
        ),
      ),
      revisions.length === 0 && el('li', { class: 'ed-hint' }, t('history_none')),
    );
  } catch (error) {
    fill(list, el('li', { class: 'ed-field-error' }, error instanceof TypeError ? t('no_connection') : (error as Error).message));
  }
}
