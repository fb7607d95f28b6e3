import { request, Refusal } from '../http/request.ts';

/** A topic, a person. */
export interface Named {
  id: string;
  name: string;
}

/** Another language's version of the story. */
export interface Translation {
  id: string;
  title: string;
  language: string;
}

/** Everything about a story but its words. Times are milliseconds UTC. */
export interface DetailsValue {
  seen: string | number;
  status: 'draft' | 'review' | 'scheduled' | 'published';
  slug: string;
  kicker?: string | null;
  topics: Named[];
  authors: Named[];
  publishedAt: number | null;
  scheduledAt: number | null;
  embargoUntil: number | null;
  visibility: string;
  /** Who may read it where its visibility is `tiers`. */
  tiers?: Named[];
  /** Those that there are to choose from. */
  allTiers?: Named[];
  featured: boolean;
  language: string;
  translations?: Translation[];
  translationKey?: string | null;
  template: string | null;
  templates?: (string | { value: string; name: string })[];
  canonicalUrl: string | null;
  metaTitle: string | null;
  metaDescription: string | null;
  ogTitle: string | null;
  ogDescription: string | null;
  ogImage: string | null;
  twitterTitle: string | null;
  twitterDescription: string | null;
  twitterImage: string | null;
  featureImage: string | null;
  featureImageAlt: string | null;
  featureImageCaption: string | null;
  featureImageCredit?: string | null;
  featureImageFocus?: string | null;
  codeinjectionHead: string | null;
  codeinjectionFoot: string | null;
  assignees?: Named[];
  dueAt: number | null;
  targetWords: number | null;
  url: string;
  previewUrl?: string | null;
  publishedUrl?: string | null;
  changedSincePublish: boolean;
  languages?: string[];
}

/** A field that somebody may change. */
export type DetailsKey = keyof DetailsValue;
/** Some changed fields. */
export type Changes = Partial<DetailsValue>;

const PAUSE = 700;

/**
 * The fields beside the text. Changes show at once, are sent together after a short pause, and meet a colleague's by
 * field: only where both wrote the same field, the colleague's value is shown and ours is offered.
 */
export class Details {
  value: DetailsValue | null = null;
  /** Sentences of the server, by field. */
  readonly errors = new Map<string, string>();
  /** Told when a colleague changed a field that was being changed here. */
  onconflict: (key: DetailsKey, mine: unknown) => void = () => {};
  onfailure: (error: Error) => void = () => {};
  private pending: Changes = {};
  /** What the server said last. */
  private base: DetailsValue | null = null;
  private flying: Promise<void> | null = null;
  private timer = 0;
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly address: string) {}

  /** Gives what ends the listening. */
  onchange(listener: () => void): () => void {
    this.listeners.push(listener);
    return () => void this.listeners.splice(this.listeners.indexOf(listener), 1);
  }

  /** Whether something has not reached the server. */
  get unsaved(): boolean {
    return Object.keys(this.pending).length > 0 || this.flying !== null;
  }

  async load(): Promise<void> {
    if (this.flying) await this.flying;
    this.take(await request<DetailsValue>('GET', this.address));
  }

  /** Lets everything that shows the details look at them again: the words around them may have changed. */
  show(): void {
    if (this.value) this.tell();
  }

  /** Notes that the words differ from what is published. */
  wordsChanged(): void {
    if (this.value?.status !== 'published' || this.value.changedSincePublish) return;
    this.value.changedSincePublish = true;
    this.tell();
  }

  /** Takes what the server says; what is not sent yet stays on top of it. */
  take(value: DetailsValue): void {
    const { seen } = this.base ?? {};
    // Answers may overtake each other.
    if (typeof seen === 'number' && typeof value.seen === 'number' && value.seen < seen) return;
    this.base = value;
    this.value = { ...value, ...this.pending };
    this.tell();
  }

  /** Changes fields. */
  change(changes: Changes): void {
    if (!this.value) return;
    Object.assign(this.pending, changes);
    Object.assign(this.value, changes);
    Object.keys(changes).forEach((key) => this.errors.delete(key));
    this.tell();
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.flush(), PAUSE);
  }

  /** Sends what waits; resolves when nothing does any more or the server refused. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.flying) await this.flying;
    if (Object.keys(this.pending).length === 0 || !this.value) return;
    this.flying = this.send();
    try {
      await this.flying;
    } finally {
      this.flying = null;
      this.tell();
    }
  }

  private async send(): Promise<void> {
    const sent = this.pending;
    const seen = this.value?.seen;
    this.pending = {};
    try {
      this.take(await request<DetailsValue>('PATCH', this.address, { ...sent, seen }));
    } catch (error) {
      if (error instanceof Refusal && error.status === 409) return this.meet(sent, error.body as { details?: DetailsValue });
      if (error instanceof Refusal && error.field) {
        this.errors.set(error.field, error.message);
        const others = Object.fromEntries(Object.entries(sent).filter(([key]) => key !== error.field)) as Changes;
        this.pending = { ...others, ...this.pending };
        if (Object.keys(others).length > 0) this.timer = window.setTimeout(() => void this.flush(), PAUSE);
        return this.tell();
      }
      if (error instanceof Refusal && error.status === 403) this.giveUp(sent);
      else this.pending = { ...sent, ...this.pending };
      if (error instanceof TypeError) this.timer = window.setTimeout(() => void this.flush(), 4000);
      this.onfailure(error as Error);
    }
  }

  /** A colleague saved in between: fields that only we changed are sent again, the others show the colleague's value. */
  private async meet(mine: Changes, body: { details?: DetailsValue }): Promise<void> {
    const theirs = body.details ?? (await request<DetailsValue>('GET', this.address));
    const base = this.base;
    const again: Changes = {};
    for (const [key, value] of Object.entries(mine) as [DetailsKey, never][]) {
      const touched = base && JSON.stringify(base[key]) !== JSON.stringify(theirs[key]);
      if (touched && JSON.stringify(theirs[key]) !== JSON.stringify(value)) this.onconflict(key, value);
      else again[key] = value;
    }
    this.pending = { ...again, ...this.pending };
    this.take(theirs);
    if (Object.keys(this.pending).length > 0) this.timer = window.setTimeout(() => void this.flush(), 50);
  }

  /** What somebody may not change is as it was: sent again, it would hold up everything else. */
  private giveUp(sent: Changes): void {
    const was = Object.fromEntries(Object.keys(sent).map((key) => [key, this.base?.[key as DetailsKey]]));
    Object.assign(this.value ?? {}, was, this.pending);
    this.tell();
  }

  private tell(): void {
    this.listeners.forEach((listener) => listener());
  }
}
