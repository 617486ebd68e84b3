import { describe, expect, it } from 'vitest';
import { brand } from '../../../build/brand/index.ts';
import { feature, type UserId } from '../../../preload/contract/index.ts';
import { featuresOf, hasFeature } from './features.ts';

const marie = '@marie.laurent-dinum.gouv.fr:agent.dinum.tchap.gouv.fr' as UserId;
const nina = '@nina-roche.example:agent.externe.tchap.gouv.fr' as UserId;

describe('features by domain', () => {
  const domains = { thread: ['*'], space: ['agent.dinum.tchap.gouv.fr'], red_list: [] };

  it('`*` is everybody, a domain is its own users, and what is not named is off', () => {
    expect(featuresOf(domains, marie)).toEqual(['thread', 'space']);
    expect(featuresOf(domains, nina)).toEqual(['thread']);
  });

  it('a domain is compared whole, its port included', () => {
    expect(hasFeature({ space: ['tchap.gouv.fr'] }, 'space', marie)).toBe(false);
    expect(hasFeature({ space: ['localhost:8008'] }, 'space', '@a:localhost:8008' as UserId)).toBe(true);
  });

  it('policies stand above, off above on', () => {
    expect(featuresOf(domains, nina, { featuresOn: 'space, red_list' })).toEqual(['thread', 'space', 'red_list']);
    expect(featuresOf(domains, nina, { featuresOn: 'thread', featuresOff: 'thread,space' })).toEqual([]);
  });

  it('the brand names only features that are known', () => {
    expect(feature.options).toEqual(expect.arrayContaining(Object.keys(brand.features)));
  });
});
