import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { request, withQuery } from '../../http/request.ts';
import { t } from '../../messages.ts';
import { choiceField } from '../../ui/choices.ts';
import { openDialog } from '../../ui/dialog.ts';
import { el, freshId } from '../../ui/element.ts';
import { notify } from '../../ui/notices.ts';
import { wordsBetween } from '../footnotes/insert.ts';
import { marks } from '../schema.ts';
import type { Services } from '../services.ts';
import { newStatementId, quoteRange, statementAround } from './mark.ts';

interface Person {
  id: string;
  name: string;
}

/** Puts a quote on record: who said it, about whom, when. */
export function putOnRecord(view: EditorView, services: Services): boolean {
  const existing = statementAround(view.state);
  const range = quoteRange(view.state) ?? existing;
  if (!services.config.can.write) return false;
  if (!range) {
    notify(t('statement_select'));
    return true;
  }
  const { from, to } = existing ?? range;
  const quote = wordsBetween(view.state.doc, from, to, '\n');
  const dialog = openDialog(t('statement'), () => view.focus(), 'ed-dialog-small');
  const person = (label: string, value: string) => {
    const field = choiceField<string>(label, t('person_placeholder'), async (text) => {
      const address = services.config.endpoints.people;
      if (!address || text.length < 2) return [];
      const people = await request<Person[]>('GET', withQuery(address, { q: text }));
      return people.map((each) => ({ label: each.name, value: each.name }));
    });
    field.input.value = value;
    field.onchoose = (choice) => (field.input.value = choice.value);
    return field;
  };
  const speaker = person(t('statement_speaker'), existing?.statement.speaker ?? '');
  const about = person(t('statement_about'), existing?.statement.about ?? '');
  const dateId = freshId('ed-date');
  const date = el('input', { type: 'date', id: dateId, class: 'ed-input', value: existing?.statement.date ?? '' });
  const apply = (event: Event) => {
    event.preventDefault();
    const name = speaker.input.value.trim();
    if (!name) {
      speaker.input.setAttribute('aria-invalid', 'true');
      speaker.input.focus();
      return;
    }
    const mark = marks.statement.create({ id: existing?.statement.id || newStatementId(), speaker: name, about: about.input.value.trim(), date: date.value });
    const { tr } = view.state;
    const end = Math.min(to, tr.doc.content.size);
    tr.removeMark(from, end, marks.statement).addMark(from, end, mark);
    view.dispatch(tr.setSelection(TextSelection.create(tr.doc, end)).removeStoredMark(marks.statement));
    dialog.close();
  };
  const remove = () => {
    view.dispatch(view.state.tr.removeMark(from, to, marks.statement));
    dialog.close();
  };
  speaker.onenter = () => about.input.focus();
  about.onenter = () => date.focus();
  dialog.body.append(
    el(
      'form',
      { class: 'ed-form', onsubmit: apply, novalidate: true },
      el('blockquote', { class: 'ed-quoted' }, quote.length > 300 ? `${quote.slice(0, 300)}…` : quote),
      el('div', { class: 'ed-field' }, el('span', { class: 'ed-label' }, t('statement_speaker')), speaker.element),
      el('div', { class: 'ed-field' }, el('span', { class: 'ed-label' }, t('statement_about')), about.element),
      el('div', { class: 'ed-field' }, el('label', { for: dateId }, t('statement_date')), date),
      el(
        'div',
        { class: 'ed-actions' },
        existing && el('button', { type: 'button', class: 'ed-button ed-button-danger', onclick: remove }, t('statement_remove')),
        el('button', { type: 'submit', class: 'ed-button ed-button-main' }, t('apply')),
      ),
    ),
  );
  speaker.input.focus();
  return true;
}
