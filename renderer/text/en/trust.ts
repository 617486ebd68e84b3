import type { trust as reference } from '../fr/trust.ts';

export const trust: typeof reference = {
  members: {
    verified: 'Identity verified',
    changed: 'Identity changed',
    violation: 'Identity changed since you verified it',
  },
  violation: (name: string) =>
    `${name}’s identity has changed since you verified it. Your messages cannot be sent here until you choose what to do.`,
  changed: (name: string) => `${name}’s identity has changed. This is normal after a reset; if in doubt, verify it.`,
  verify: 'Verify again',
  accept: 'Continue without verifying',
  check: 'Verify',
  ok: 'OK',
};
