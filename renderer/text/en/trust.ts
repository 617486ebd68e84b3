import type { trust as reference } from '../fr/trust.ts';

export const trust: typeof reference = {
  members: {
    verified: 'Verified identity',
    changed: 'Identity changed',
    violation: 'Identity changed since you verified it',
  },
  violation: (name: string) =>
    `The identity of ${name} has changed since you verified it. Your messages do not go out here until you choose.`,
  changed: (name: string) => `The identity of ${name} has changed. This is usual after a reset; if in doubt, verify.`,
  verify: 'Verify again',
  accept: 'Go on without verifying',
  check: 'Verify',
  ok: 'OK',
};
