import { t } from '../messages.ts';
import type { Details } from '../panel/details.ts';
import { iconButton } from '../ui/button.ts';
import { el } from '../ui/element.ts';
import { icon } from '../ui/icons.ts';
import { mainVerb, type Story } from '../publish/dialog.ts';

/** What the buttons of the bar do. */
export interface BarActions {
  find: () => void;
  help: () => void;
  details: () => void;
  comments: (() => void) | null;
  publish: () => void;
}

/** State, safety and people at the left; tools and the main verb at the right. */
export function topBar(story: Story, parts: { safety: HTMLElement; people: HTMLElement; count: HTMLElement }, actions: BarActions): { element: HTMLElement; comments: HTMLButtonElement | null; side: HTMLButtonElement } {
  const { details, config } = story;
  const state = el('span', { class: 'ed-state' });
  const preview = el('a', { class: 'ed-icon-button ed-preview-link', target: '_blank', rel: 'noopener', hidden: true, title: t('preview') }, icon('eye'), el('span', {}, t('preview')));
  const publish = el('button', { type: 'button', class: 'ed-button ed-button-main', hidden: true, onclick: actions.publish });
  const comments = actions.comments ? iconButton('comment', t('comments'), actions.comments) : null;
  const side = iconButton('panel', t('details'), actions.details, 'Ctrl-Alt-D');
  details.onchange(() => draw(details));
  const draw = ({ value }: Details) => {
    if (!value) return;
    state.textContent = t(`status_${value.status}`);
    state.dataset.status = value.status;
    const address = value.previewUrl ?? config.endpoints.preview;
    preview.hidden = !address;
    if (address) preview.href = address;
    const verb = mainVerb(config, value);
    publish.hidden = verb === null;
    if (verb) publish.textContent = { publish: t('publish'), update: t('update'), scheduled: t('status_scheduled'), submit: t('submit'), submitted: t('status_review') }[verb];
    publish.classList.toggle('ed-button-calm', verb === 'update' && !value.changedSincePublish);
  };
  const element = el(
    'div',
    { class: 'ed-bar' },
    el('div', { class: 'ed-bar-start' }, state, parts.safety, parts.people),
    el('div', { class: 'ed-bar-end' }, parts.count, iconButton('search', t('find'), actions.find, 'Ctrl-F'), iconButton('help', t('help'), actions.help, 'Ctrl-/'), comments, side, preview, publish),
  );
  return { element, comments, side };
}
