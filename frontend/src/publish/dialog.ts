import type { Node } from 'prosemirror-model';
import type { EditorConfig } from '../config.ts';
import { request } from '../http/request.ts';
import { moment, t } from '../messages.ts';
import type { Details, DetailsValue } from '../panel/details.ts';
import { localTime, zone } from '../panel/fields.ts';
import { visibilityTold } from '../panel/visibility.ts';
import { openDialog } from '../ui/dialog.ts';
import { el, freshId } from '../ui/element.ts';
import { notify } from '../ui/notices.ts';
import { reminders } from './checks.ts';

/** What the dialog looks at. */
export interface Story {
  config: EditorConfig;
  details: Details;
  title: () => string;
  doc: () => Node;
  /** Resolves when the server has every word; rejects when it does not come. */
  settled: () => Promise<void>;
}

/** Answer of the verbs. */
interface Done {
  ok?: boolean;
  details?: DetailsValue;
  url?: string;
  location?: string;
}

/** The main verb for this person and this state, or null when there is nothing to do. */
export function mainVerb(config: EditorConfig, value: DetailsValue): 'publish' | 'update' | 'scheduled' | 'submit' | 'submitted' | null {
  if (config.can.publish) return value.status === 'published' ? 'update' : value.status === 'scheduled' ? 'scheduled' : 'publish';
  if (!config.can.write || value.status === 'published' || value.status === 'scheduled') return null;
  return value.status === 'review' ? 'submitted' : 'submit';
}

/** Runs a verb and takes the details that it answers with. */
export async function run(story: Story, address: string | undefined, body: object = {}): Promise<Done> {
  await story.details.flush();
  const done = await request<Done>('POST', address ?? '', body);
  if (done.details) story.details.take(done.details);
  else await story.details.load();
  return done;
}

/** Opens the dialog of publishing, updating, scheduling or handing in. */
export function openPublish(story: Story): void {
  const { config, details } = story;
  const { value } = details;
  const verb = value && mainVerb(config, value);
  if (!value || !verb) return;
  const titles = { publish: t('publish_title'), update: t('update_title'), scheduled: t('scheduled_title'), submit: t('submit_title'), submitted: t('submitted_title') };
  const address = el('dd', {}, value.publishedUrl ?? value.url);
  // A draft's address goes along with its title, a moment after the last key.
  const stop = details.onchange(() => (address.textContent = details.value?.publishedUrl ?? details.value?.url ?? ''));
  const dialog = openDialog(titles[verb], stop, 'ed-dialog-small');
  const problem = el('p', { class: 'ed-field-error', role: 'alert' });
  const act = async (control: HTMLButtonElement, verbToRun: () => Promise<void>) => {
    control.disabled = true;
    problem.textContent = '';
    try {
      await story.settled();
      await verbToRun();
      dialog.close();
    } catch (error) {
      problem.textContent = error instanceof TypeError ? t('no_connection') : (error as Error).message;
      control.disabled = false;
      control.focus();
    }
  };
  const main = (label: string, verbToRun: () => Promise<void>) => {
    const control = el('button', { type: 'button', class: 'ed-button ed-button-main', onclick: () => void act(control, verbToRun) }, label);
    return control;
  };
  const quiet = (label: string, verbToRun: () => Promise<void>) => {
    const control = el('button', { type: 'button', class: 'ed-button ed-button-quiet', onclick: () => void act(control, verbToRun) }, label);
    return control;
  };
  const published = async () => {
    const done = await run(story, config.endpoints.publish);
    const url = done.url ?? details.value?.publishedUrl;
    notify(verb === 'update' ? t('updated') : t('published'), 'plain', ...(url ? [{ label: t('view'), act: () => void window.open(url, '_blank', 'noopener') }] : []));
  };
  const points = reminders(story.doc(), story.title(), value);
  const summary = el(
    'dl',
    { class: 'ed-summary' },
    el('dt', {}, t('title')),
    el('dd', {}, story.title() || t('untitled')),
    el('dt', {}, t('slug')),
    address,
    el('dt', {}, t('visibility')),
    el('dd', {}, visibilityTold(value)),
  );
  dialog.body.append(summary);
  if (points.length > 0 && verb !== 'submitted') dialog.body.append(el('div', { class: 'ed-reminders' }, el('p', {}, t('check_intro')), el('ul', {}, ...points.map((point) => el('li', {}, point)))));
  const actions = el('div', { class: 'ed-actions' });
  switch (verb) {
    case 'publish':
      publishChoice(dialog.body, actions, story, main, published);
      break;
    case 'update':
      actions.append(main(t('update'), published));
      break;
    case 'scheduled':
      dialog.body.append(el('p', {}, t('scheduled_for', { when: moment(value.scheduledAt ?? 0), zone: zone() })));
      actions.append(
        quiet(t('unschedule'), async () => {
          await run(story, config.endpoints.unschedule);
          notify(t('unscheduled'));
        }),
        main(t('publish_now'), published),
      );
      break;
    case 'submit':
      dialog.body.append(el('p', { class: 'ed-hint' }, t('submit_hint')));
      actions.append(
        main(t('submit'), async () => {
          await run(story, config.endpoints.submit);
          notify(t('submitted'));
        }),
      );
      break;
    case 'submitted':
      dialog.body.append(el('p', { class: 'ed-hint' }, t('submitted_hint')));
      actions.append(
        main(t('withdraw'), async () => {
          await run(story, config.endpoints.withdraw);
          notify(t('withdrawn'));
        }),
      );
      break;
  }
  dialog.body.append(problem, actions);
  (actions.querySelector('.ed-button-main') as HTMLElement | null)?.focus();
}

/** Now, or at a moment. */
function publishChoice(body: HTMLElement, actions: HTMLElement, story: Story, main: (label: string, act: () => Promise<void>) => HTMLButtonElement, published: () => Promise<void>): void {
  const { config, details } = story;
  const id = freshId('ed-when');
  const tomorrow = new Date();
  tomorrow.setDate(tomorrow.getDate() + 1);
  tomorrow.setHours(9, 0, 0, 0);
  const at = el('input', { type: 'datetime-local', id, class: 'ed-input', value: localTime(tomorrow.getTime()), min: localTime(Date.now()) });
  const when = el('div', { class: 'ed-field', hidden: true }, el('label', { for: id }, t('schedule_at')), at, el('p', { class: 'ed-hint' }, t('zone', { zone: zone() })));
  const now = main(t('publish_now'), published);
  const later = main(t('schedule'), async () => {
    const moment_ = new Date(at.value).getTime();
    if (!Number.isFinite(moment_) || moment_ <= Date.now()) throw new Error(t('schedule_past'));
    await run(story, config.endpoints.schedule, { at: moment_ });
    notify(t('scheduled', { when: moment(moment_) }));
  });
  later.hidden = true;
  const radio = (label: string, schedule: boolean) =>
    el(
      'label',
      { class: 'ed-check' },
      el('input', {
        type: 'radio',
        name: 'ed-when',
        checked: !schedule,
        onchange: () => {
          when.hidden = !schedule;
          later.hidden = !schedule;
          now.hidden = schedule;
        },
      }),
      label,
    );
  if (config.endpoints.schedule) body.append(el('fieldset', { class: 'ed-when' }, el('legend', { class: 'ed-unseen' }, t('when')), radio(t('now'), false), radio(t('later'), true)), when);
  const review = details.value?.status === 'draft' && config.endpoints.submit ? main(t('submit'), async () => {
    await run(story, config.endpoints.submit);
    notify(t('submitted'));
  }) : null;
  if (review) {
    review.className = 'ed-button ed-button-quiet';
    actions.append(review);
  }
  actions.append(now, later);
}
