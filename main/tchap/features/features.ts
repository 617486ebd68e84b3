import { feature, type Feature, type UserId } from '../../../preload/contract/index.ts';
import type { FeatureDomains } from '../../host/index.ts';

/** What policies decide: names separated by commas. */
export interface DecidedFeatures {
  featuresOn?: string;
  featuresOff?: string;
}

const namesIn = (text = ''): string[] => text.split(',').map((name) => name.trim());

/** Domain of a user's homeserver: all after the first colon, a port included. */
const domainOf = (userId: UserId): string => userId.slice(userId.indexOf(':') + 1);

/**
 * Whether a user's administration has a feature: `tchap_features` of the brand names her own domain or
 * `*`, and policies stand above, those that turn off above those that turn on.
 */
export function hasFeature(domains: FeatureDomains, name: Feature, userId: UserId, decided: DecidedFeatures = {}): boolean {
  if (namesIn(decided.featuresOff).includes(name)) return false;
  if (namesIn(decided.featuresOn).includes(name)) return true;
  const named = Object.hasOwn(domains, name) ? (domains[name] ?? []) : [];
  return named.includes('*') || named.includes(domainOf(userId));
}

/** All that a user's administration has. */
export const featuresOf = (domains: FeatureDomains, userId: UserId, decided: DecidedFeatures = {}): Feature[] =>
  feature.options.filter((name) => hasFeature(domains, name, userId, decided));
