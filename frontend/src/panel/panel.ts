import type { EditorConfig } from '../config.ts';
import type { Services } from '../editor/services.ts';
import { request, withQuery } from '../http/request.ts';
import { interfaceLanguage, t } from '../messages.ts';
import { button } from '../ui/button.ts';
import { el, fill } from '../ui/element.ts';
import type { Details, Named } from './details.ts';
import { check, field, line, moment, named, number, select, zone } from './fields.ts';
import { pictureField } from './pictures.ts';
import { SocialPreviews, type Words } from './social.ts';
import { visibilityFields } from './visibility.ts';

/** What the end of the panel offers. */
export interface PanelActions {
  history: () => void;
  duplicate: () => void;
  trash: () => void;
  unpublish: () => void;
}

function group(title: string, open: boolean, ...fields: (HTMLElement | null | false)[]): HTMLElement {
  return el('details', { class: 'ed-group', open }, el('summary', {}, title), el('div', { class: 'ed-group-body' }, ...fields));
}

/** All fields of a story in calm groups, saved by themselves. `excerpt` is the standfirst once more: one text, in two places. */
export function detailsPanel(details: Details, services: Services, words: () => Words, excerpt: HTMLElement, actions: PanelActions): HTMLElement {
  const { config } = services;
  const { endpoints, can } = config;
  const search = (address: string | undefined) => async (text: string) => (address ? request<Named[]>('GET', withQuery(address, { q: text })) : []);
  const createTopic = endpoints.newTopic ? (name: string) => request<Named>('POST', endpoints.newTopic as string, { name }) : undefined;
  const people = search(endpoints.people);
  const previews = new SocialPreviews(details, words, config.siteUrl);
  const work = group(
    t('group_work'),
    false,
    whenKnown(details, 'assignees', () => named(details, 'assignees', t('assignees'), can.assign, people)),
    moment(details, 'dueAt', t('due'), can.assign),
    number(details, 'targetWords', t('target_words')),
  );
  const panel = el(
    'div',
    { class: 'ed-details' },
    el(
      'div',
      { class: 'ed-group-body' },
      named(details, 'topics', t('topics'), can.change, search(endpoints.topics), createTopic),
      named(details, 'authors', t('authors'), can.authors, people),
      line(details, 'kicker', t('kicker')),
      field(t('excerpt'), excerpt),
      can.feature && check(details, 'featured', t('featured')),
    ),
    work,
    group(
      t('group_address'),
      false,
      line(details, 'slug', t('slug'), { most: 185 }),
      addressLine(details),
      moment(details, 'publishedAt', t('published_at')),
      moment(details, 'embargoUntil', t('embargo')),
      el('p', { class: 'ed-hint' }, t('zone', { zone: zone() })),
    ),
    group(t('group_visibility'), false, ...visibilityFields(details, can.change)),
    group(t('group_language'), false, select(details, 'language', t('language'), () => languages(details, config)), whenKnown(details, 'translationKey', () => line(details, 'translationKey', t('translation_key'), { hint: t('translation_hint') })), translations(details)),
    group(
      t('group_social'),
      false,
      previews.element,
      line(details, 'metaTitle', t('meta_title'), { placeholder: () => words().title, most: 300 }),
      line(details, 'metaDescription', t('meta_description'), { area: true, placeholder: () => words().standfirst, most: 500 }),
      line(details, 'canonicalUrl', t('canonical')),
      line(details, 'ogTitle', t('og_title'), { placeholder: () => words().title, most: 300 }),
      line(details, 'ogDescription', t('og_description'), { area: true, placeholder: () => words().standfirst, most: 500 }),
      pictureField(details, services, 'ogImage', t('og_image')),
      line(details, 'twitterTitle', t('twitter_title'), { placeholder: () => details.value?.ogTitle || words().title, most: 300 }),
      line(details, 'twitterDescription', t('twitter_description'), { area: true, placeholder: () => details.value?.ogDescription || words().standfirst, most: 500 }),
      pictureField(details, services, 'twitterImage', t('twitter_image')),
    ),
    group(
      t('group_template'),
      false,
      select(details, 'template', t('template'), () => [['', t('template_usual')], ...(details.value?.templates ?? []).map((each): [string, string] => (typeof each === 'string' ? [each, each] : [each.value, each.name]))]),
      can.codeInjection && line(details, 'codeinjectionHead', t('code_head'), { area: 'code' }),
      can.codeInjection && line(details, 'codeinjectionFoot', t('code_foot'), { area: 'code' }),
    ),
    storyActions(details, config, actions),
  );
  // Previews follow the words too, but need not at every key.
  panel.addEventListener('toggle', () => previews.draw(), true);
  if (!can.change) {
    for (const each of panel.querySelectorAll<HTMLInputElement>('input, textarea, select')) each.disabled ||= each !== excerpt && !work.contains(each);
    panel.prepend(el('p', { class: 'ed-hint' }, t('details_told')));
  }
  return panel;
}

/** A field that only some servers send: it appears once the details name it. */
function whenKnown(details: Details, key: 'assignees' | 'translationKey', make: () => HTMLElement): HTMLElement {
  const place = el('div', { hidden: true }, make());
  details.onchange(() => (place.hidden = details.value?.[key] === undefined));
  return place;
}

function addressLine(details: Details): HTMLElement {
  const link = el('a', { target: '_blank', rel: 'noopener' });
  details.onchange(() => {
    const { value } = details;
    link.textContent = value?.publishedUrl ?? value?.url ?? '';
    if (value?.publishedUrl) link.href = value.publishedUrl;
    else link.removeAttribute('href');
  });
  return el('p', { class: 'ed-hint ed-address' }, link);
}

function languages(details: Details, config: EditorConfig): [string, string][] {
  const names = new Intl.DisplayNames([interfaceLanguage()], { type: 'language' });
  const known = details.value?.languages ?? ['en', 'ru', 'ka'];
  return [...new Set([...known, config.language, details.value?.language ?? config.language])].filter(Boolean).map((code) => {
    try {
      return [code, names.of(code) ?? code];
    } catch {
      return [code, code];
    }
  });
}

function translations(details: Details): HTMLElement {
  const list = el('ul', { class: 'ed-translations' });
  details.onchange(() => {
    const items = details.value?.translations ?? [];
    list.hidden = items.length === 0;
    fill(list, ...items.map((item) => el('li', {}, el('a', { href: `/room/stories/${encodeURIComponent(item.id)}/` }, item.title || t('untitled')), ` (${item.language})`)));
  });
  return list;
}

function storyActions(details: Details, config: EditorConfig, actions: PanelActions): HTMLElement {
  const { endpoints, can } = config;
  const unpublish = button(t('unpublish'), actions.unpublish, 'danger');
  details.onchange(() => (unpublish.hidden = details.value?.status !== 'published' || !can.publish || !endpoints.unpublish));
  return el(
    'div',
    { class: 'ed-story-actions' },
    endpoints.revisions ? button(t('history'), actions.history) : null,
    endpoints.duplicate && can.write ? button(t('duplicate_story'), actions.duplicate) : null,
    unpublish,
    endpoints.trash && can.delete ? button(t('trash'), actions.trash, 'danger') : null,
  );
}
