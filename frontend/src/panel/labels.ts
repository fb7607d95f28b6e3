import { t, type MessageKey } from '../messages.ts';
import type { DetailsKey } from './details.ts';

const LABELS: Partial<Record<DetailsKey, MessageKey>> = {
  slug: 'slug',
  kicker: 'kicker',
  topics: 'topics',
  authors: 'authors',
  publishedAt: 'published_at',
  embargoUntil: 'embargo',
  visibility: 'visibility',
  tiers: 'tiers',
  featured: 'featured',
  language: 'language',
  translationKey: 'translation_key',
  template: 'template',
  canonicalUrl: 'canonical',
  metaTitle: 'meta_title',
  metaDescription: 'meta_description',
  ogTitle: 'og_title',
  ogDescription: 'og_description',
  ogImage: 'og_image',
  twitterTitle: 'twitter_title',
  twitterDescription: 'twitter_description',
  twitterImage: 'twitter_image',
  featureImage: 'card_image',
  featureImageAlt: 'alt',
  featureImageCaption: 'caption',
  featureImageCredit: 'credit',
  featureImageFocus: 'focal_point',
  codeinjectionHead: 'code_head',
  codeinjectionFoot: 'code_foot',
  assignees: 'assignees',
  dueAt: 'due',
  targetWords: 'target_words',
};

/** What a field is called on the page. */
export function fieldLabel(key: DetailsKey): string {
  const label = LABELS[key];
  return label ? t(label) : key;
}
