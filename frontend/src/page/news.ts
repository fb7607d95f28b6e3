import type { EditorView } from 'prosemirror-view';
import type * as Y from 'yjs';
import type { Comments } from '../editor/comments/store.ts';
import type { Notice } from '../live/frames.ts';
import type { Keep } from '../live/keep.ts';
import type { Provider } from '../live/provider.ts';
import { moment, t } from '../messages.ts';
import type { Details } from '../panel/details.ts';
import { notify, type Offer } from '../ui/notices.ts';

interface Parts {
  me: string;
  details: Details;
  comments: Comments | null;
  doc: Y.Doc;
  body: EditorView;
  keep: () => Keep | null;
}

/** Does what the server's notices ask for. */
export function hearNotices(provider: Provider, parts: Parts): void {
  provider.onnotice = (notice) => hear(notice, provider, parts);
  // What was told while there was no socket.
  provider.onreturn = () => {
    void parts.details.load().catch(() => {});
    void parts.comments?.load().catch(() => {});
  };
  // What the socket may have missed while the page slept.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void parts.comments?.load().catch(() => {});
  });
}

function hear(notice: Notice, provider: Provider, parts: Parts): void {
  const { details, comments } = parts;
  const reload = () => void details.load().catch(() => {});
  switch (notice.kind) {
    case 'details':
      return reload();
    case 'comments':
      void comments?.load().catch(() => {});
      return;
    case 'published':
      if (notice.by !== parts.me) notify(t('published_by', { by: notice.by, when: moment(notice.at, 'short') }));
      return reload();
    case 'trashed':
      freeze(provider, parts);
      notify(t('trashed'), 'error', { label: t('to_stories'), act: () => location.assign('/room/stories/') });
      return;
    case 'signed-out':
      freeze(provider, parts);
      notify(t('signed_out'), 'error', { label: t('sign_in'), act: () => location.reload() });
      return;
    case 'locked':
      return stay(t('locked_now'), provider, parts, { label: t('open_again'), act: () => location.reload() });
    case 'refused':
      return stay(t('refused', { why: notice.why }), provider, parts, { label: t('load_again'), act: () => void loadAgain(parts) });
  }
}

/** Nothing that is written from now on would reach anybody. */
function freeze(provider: Provider, parts: Parts): void {
  provider.stop();
  parts.body.setProps({ editable: () => false });
  for (const line of document.querySelectorAll<HTMLTextAreaElement>('.ed-title, .ed-standfirst')) line.readOnly = true;
}

/** The words on this page can be taken along before it is left. */
function stay(text: string, provider: Provider, parts: Parts, onward: Offer): void {
  freeze(provider, parts);
  const { doc } = parts.body.state;
  const words = [parts.doc.getText('title').toString(), parts.doc.getText('standfirst').toString(), doc.textBetween(0, doc.content.size, '\n\n', '\n')].join('\n\n');
  notify(text, 'error', { label: t('copy_words'), act: () => void navigator.clipboard.writeText(words).then(() => stay(text, provider, parts, onward)) }, onward);
}

/** The server's copy is the truth. */
async function loadAgain(parts: Parts): Promise<void> {
  await parts.keep()?.forget();
  location.reload();
}
