import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { moment, t } from '../../messages.ts';
import { button } from '../../ui/button.ts';
import { el, fill } from '../../ui/element.ts';
import { notify } from '../../ui/notices.ts';
import { fit } from '../cards/fields.ts';
import { wordsBetween } from '../footnotes/insert.ts';
import { anchorOf, placeOf } from './anchors.ts';
import { commentAt, focusComment } from './plugin.ts';
import type { Comments, Reply, Thread } from './store.ts';

/** The list of comments beside the text. */
export class CommentRail {
  readonly element = el('div', { class: 'ed-comments' });
  private readonly list = el('ol', { class: 'ed-threads' });
  private readonly draft = el('div', {});
  private showResolved = false;
  private current: string | null = null;
  private readonly resolved = el('input', {
    type: 'checkbox',
    onchange: () => {
      this.showResolved = this.resolved.checked;
      this.draw();
    },
  });

  constructor(
    private readonly view: EditorView,
    private readonly comments: Comments,
    private readonly reveal: () => void,
  ) {
    this.element.append(this.draft, this.list, el('label', { class: 'ed-check ed-quiet' }, this.resolved, t('comments_resolved')));
    comments.onchange(() => this.draw());
    this.draw();
  }

  /** Number of open comments. */
  get open(): number {
    return this.comments.threads.filter((thread) => !thread.resolved).length;
  }

  /** Begins a comment on the selected words; without any, goes to the comment at the caret. */
  begin(): void {
    const { selection, doc } = this.view.state;
    const words = wordsBetween(doc, selection.from, selection.to, ' ').trim();
    if (words === '') {
      const here = commentAt(this.view, selection.from);
      if (!here) return void notify(t('comment_select'));
      this.show(here);
      this.list.querySelector<HTMLElement>(`${threadOf(here)} .ed-row > button`)?.focus();
      return;
    }
    const anchor = anchorOf(this.view.state, selection.from, selection.to);
    this.reveal();
    const quote = words.slice(0, 300);
    const done = () => {
      const here = this.draft.contains(document.activeElement);
      fill(this.draft);
      if (here) this.view.focus();
    };
    const form = this.form(t('comment_placeholder'), t('comment'), async (body) => {
      await this.comments.add(anchor, quote, body);
      done();
    }, done);
    fill(this.draft, el('div', { class: 'ed-thread' }, el('blockquote', { class: 'ed-quoted' }, quote), form));
    form.querySelector('textarea')?.focus();
  }

  /** Brings a comment into sight; `quietly` only marks it, for when the list would cover the text. */
  show(id: string, quietly = false): void {
    if (!quietly) this.reveal();
    this.current = id;
    this.draw();
    focusComment(this.view, id);
    this.list.querySelector(threadOf(id))?.scrollIntoView({ block: 'nearest' });
  }

  private draw(): void {
    const placed = this.comments.threads
      .filter((thread) => this.showResolved || !thread.resolved || thread.id === this.current)
      .map((thread) => ({ thread, place: placeOf(this.view.state, thread.anchor) }))
      .sort((one, other) => (one.place?.from ?? Number.POSITIVE_INFINITY) - (other.place?.from ?? Number.POSITIVE_INFINITY));
    // A half-written answer must not vanish because a colleague settles another comment.
    if (this.list.querySelector('form[data-written]')) return;
    const back = this.keepFocus();
    fill(this.list, ...placed.map(({ thread, place }) => this.thread(thread, place !== null)));
    back();
    if (placed.length === 0) fill(this.list, el('li', { class: 'ed-hint' }, t('comments_none')));
  }

  /** The keyboard stays at its button when the list is drawn anew, or goes to the thread that took the place. */
  private keepFocus(): () => void {
    const before = [...this.list.children];
    const index = before.findIndex((item) => item.contains(document.activeElement));
    const item = before[index];
    if (!item) return () => {};
    const button = [...item.querySelectorAll('button')].indexOf(document.activeElement as HTMLButtonElement);
    const id = item.getAttribute('data-id') ?? '';
    return () => {
      const next = this.list.querySelector(threadOf(id)) ?? this.list.children[index] ?? this.list.lastElementChild;
      (next?.querySelectorAll('button')[button] ?? next?.querySelector<HTMLElement>('.ed-row > button') ?? this.resolved).focus();
    };
  }

  private thread(thread: Thread, placed: boolean): HTMLElement {
    const item = el(
      'li',
      { class: `ed-thread${thread.id === this.current ? ' ed-thread-current' : ''}${thread.resolved ? ' ed-thread-resolved' : ''}`, 'data-id': thread.id },
      el('button', { type: 'button', class: 'ed-quoted', onclick: () => this.goTo(thread) }, thread.quote || '…'),
      placed ? null : el('p', { class: 'ed-hint' }, t('comment_lost')),
      saying(thread),
      ...thread.replies.map(saying),
    );
    const reply = button(t('reply'), () => {
      const form = this.form(
        t('reply'),
        t('reply'),
        (body) => this.comments.reply(thread, body),
        () => {
          form.remove();
          reply.focus();
          this.draw();
        },
      );
      item.append(form);
      form.querySelector('textarea')?.focus();
    });
    const settle = button(thread.resolved ? t('reopen') : t('resolve'), () => void this.comments.settle(thread, !thread.resolved).catch(tell));
    item.append(el('div', { class: 'ed-row' }, reply, settle));
    return item;
  }

  private goTo(thread: Thread): void {
    this.current = thread.id;
    focusComment(this.view, thread.id);
    const place = placeOf(this.view.state, thread.anchor);
    if (!place) return;
    this.view.dispatch(this.view.state.tr.setSelection(TextSelection.near(this.view.state.doc.resolve(place.to), -1)).scrollIntoView());
    this.view.focus();
  }

  private form(label: string, verb: string, send: (body: string) => Promise<void>, cancel: () => void): HTMLFormElement {
    const area = el('textarea', { class: 'ed-input', rows: 2, 'aria-label': label, placeholder: label, maxlength: 5000 });
    const form = el(
      'form',
      {
        class: 'ed-form',
        onsubmit: (event: Event) => {
          event.preventDefault();
          const body = area.value.trim();
          if (body === '') return;
          delete form.dataset.written;
          area.readOnly = true;
          send(body).catch((error: Error) => {
            area.readOnly = false;
            form.dataset.written = '';
            tell(error);
          });
        },
      },
      area,
      el('div', { class: 'ed-row' }, el('button', { type: 'submit', class: 'ed-button ed-button-main' }, verb), button(t('cancel'), cancel)),
    );
    area.addEventListener('input', () => {
      fit(area);
      if (area.value.trim()) form.dataset.written = '';
      else delete form.dataset.written;
    });
    area.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
      if (event.key !== 'Escape') return;
      event.preventDefault();
      cancel();
    });
    return form;
  }
}

function threadOf(id: string): string {
  return `[data-id="${CSS.escape(id)}"]`;
}

function saying(said: Reply): HTMLElement {
  return el('div', { class: 'ed-saying' }, el('p', { class: 'ed-saying-head' }, el('strong', {}, said.by), ' ', el('time', { datetime: new Date(said.at).toISOString() }, moment(said.at, 'short'))), el('p', {}, said.body));
}

function tell(error: Error): void {
  notify(error instanceof TypeError ? t('no_connection') : error.message, 'error');
}
