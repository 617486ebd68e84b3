import type { UserId } from '../../../preload/contract/index.ts';
import type { PersonTrust } from '../../matrix/index.ts';
import { OtherUserIdentity, UserId as RustUserId, type OlmMachine } from '../engine/binding.ts';

/** How a person's identity stands in the engine, which remembers what was pinned and what was verified. */
export async function personTrust(olm: OlmMachine, userId: UserId): Promise<PersonTrust> {
  const identity = await olm.getIdentity(new RustUserId(userId));
  if (!identity) return 'unknown';
  try {
    if (identity.hasVerificationViolation()) return 'violation';
    if (identity.isVerified()) return 'verified';
    return identity instanceof OtherUserIdentity && identity.identityNeedsUserApproval() ? 'changed' : 'unverified';
  } finally {
    identity.free();
  }
}
