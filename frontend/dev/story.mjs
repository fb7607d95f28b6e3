// What the double knows of a story beside its words.
import { Live } from './live.mjs';

const NOTHING = ['publishedAt', 'scheduledAt', 'embargoUntil', 'template', 'canonicalUrl', 'metaTitle', 'metaDescription', 'ogTitle', 'ogDescription', 'ogImage', 'twitterTitle', 'twitterDescription', 'twitterImage', 'featureImage', 'featureImageAlt', 'featureImageCaption', 'featureImageCredit', 'featureImageFocus', 'codeinjectionHead', 'codeinjectionFoot', 'dueAt', 'publishedUrl'];

export const PEOPLE = [
  { id: 'ana', name: 'Ana Beridze', colour: '#b4532a' },
  { id: 'boris', name: 'Boris Ivanov', colour: '#2a6fb4' },
  { id: 'clara', name: 'Clara Weiß', colour: '#2f8f4e' },
];

export class Story {
  live = new Live();
  comments = [];
  details = {
    ...Object.fromEntries(NOTHING.map((key) => [key, null])),
    seen: 1,
    status: 'draft',
    slug: 'a-story',
    kicker: '',
    topics: [],
    authors: [{ id: 'ana', name: 'Ana Beridze' }],
    assignees: [],
    visibility: 'public',
    featured: false,
    language: 'en',
    languages: ['en', 'ru', 'ka'],
    translations: [],
    translationKey: '',
    templates: ['custom-wide'],
    targetWords: 300,
    url: 'https://news.example/a-story/',
    previewUrl: '/preview/',
    changedSincePublish: false,
  };

  words() {
    const { doc } = this.live;
    return { title: doc.getText('title').toString(), standfirst: doc.getText('standfirst').toString(), body: doc.getXmlFragment('body').toString() };
  }

  patch({ seen, ...changes }) {
    if (seen !== this.details.seen) return [409, { error: 'Somebody saved in between.', details: this.details }];
    if (changes.slug !== undefined && !/^[a-z0-9-]+$/.test(changes.slug)) return [422, { error: 'Only small letters, digits and hyphens.', field: 'slug' }];
    this.change(changes);
    return [200, this.details];
  }

  change(changes) {
    Object.assign(this.details, changes);
    this.details.seen += 1;
    this.live.notice({ kind: 'details' });
  }

  /** Publishes, schedules and so on; null for a verb that there is not. */
  run(verb, body) {
    const { url, publishedAt } = this.details;
    const changes = {
      publish: { status: 'published', publishedUrl: url, publishedAt: publishedAt ?? Date.now(), changedSincePublish: false },
      schedule: { status: 'scheduled', scheduledAt: body.at },
      submit: { status: 'review' },
      unschedule: { status: 'draft' },
      unpublish: { status: 'draft' },
      withdraw: { status: 'draft' },
    }[verb];
    if (!changes) return null;
    this.change(changes);
    return { ok: true, details: this.details, url: this.details.publishedUrl };
  }

  comment(body) {
    this.comments.push({ id: String(this.comments.length + 1), ...body, by: 'Ana Beridze', at: Date.now(), resolved: false, replies: [] });
  }

  answer(id, verb, body) {
    const thread = this.comments.find((each) => each.id === id);
    if (verb === 'reply') thread.replies.push({ id: `${id}-${thread.replies.length}`, by: 'Boris Ivanov', at: Date.now(), body: body.body });
    else thread.resolved = verb === 'resolve';
    return thread;
  }
}
