import { t } from '../messages.ts';
import type { Details, DetailsValue } from './details.ts';
import { select, several } from './fields.ts';

/** Whom a story can be for. */
function choices(value: DetailsValue | null): [string, string][] {
  const tiers: [string, string][] = value?.visibility === 'tiers' || (value?.allTiers ?? []).length > 0 ? [['tiers', t('visibility_tiers')]] : [];
  return [['public', t('visibility_public')], ['members', t('visibility_members')], ['paid', t('visibility_paid')], ...tiers];
}

/** Whom a story is for, in words. */
export function visibilityTold(value: DetailsValue): string {
  const known = choices(value).find(([name]) => name === value.visibility)?.[1] ?? value.visibility;
  const tiers = value.visibility === 'tiers' ? (value.tiers ?? []).map((tier) => tier.name) : [];
  return tiers.length > 0 ? `${known}: ${tiers.join(', ')}` : known;
}

/** The fields that say whom a story is for; the tiers to choose from stand there when it is for some. */
export function visibilityFields(details: Details, writable: boolean): HTMLElement[] {
  const tiers = several(details, 'tiers', t('tiers'), () => details.value?.allTiers ?? [], writable, t('tiers_none'));
  details.onchange(() => (tiers.hidden = details.value?.visibility !== 'tiers'));
  return [select(details, 'visibility', t('visibility'), () => choices(details.value)), tiers];
}
