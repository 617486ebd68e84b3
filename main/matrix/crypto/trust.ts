import type { UserId } from '../../../preload/contract/index.ts';

/**
 * What is known of a person's cross-signing identity (spec 11.12.2.4).
 * - `unknown`: no identity is known (never asked, or never published).
 * - `unverified`: used as it was first seen.
 * - `verified`: by us, with any of our devices.
 * - `changed`: another one than was first seen; never verified. To be accepted.
 * - `violation`: was verified by us, and has changed since. Nothing is sent until it is resolved.
 */
export type PersonTrust = 'unknown' | 'unverified' | 'verified' | 'changed' | 'violation';

/** Who is who: identities of other people, and what may be exchanged with their devices. */
export interface Trust {
  /** Called with the people whose devices or identity changed: shields of their messages may be old. */
  onPeople(listener: (userIds: UserId[]) => void): void;
  /** Bounded work: answers are kept until they change. */
  people(userIds: UserId[]): Promise<Map<UserId, PersonTrust>>;
  /** Goes on with the identity as it is now: it is pinned, and a lost verification is no longer required. Rejects with `user.unknown` where there is none. */
  accept(userId: UserId): Promise<void>;
  /** MSC4153: nothing is encrypted for, and nothing shown of, devices that their owner has not signed. From the next message on. True where this changes the rule. */
  excludeUnsignedDevices(exclude: boolean): boolean;
}
