import * as v from 'valibot';
import { call, feed } from './define.ts';
import { accountId, roomId, userId } from './ids.ts';

/** A member of whose identity there is something to say; the others are not verified. */
export const trustedMember = v.object({
  userId,
  /** As in the member list. */
  name: v.string(),
  /**
   * - `verified`: their identity is the one that the agent verified.
   * - `changed`: it is another one than was first seen, and was never verified.
   * - `violation`: it was verified, and has changed since; nothing is sent to the room until the agent decides.
   */
  trust: v.picklist(['verified', 'changed', 'violation']),
});
export type TrustedMember = v.InferOutput<typeof trustedMember>;

export const trustCalls = {
  /** Goes on with the identity that a person has now (pinned, no longer required to be the verified one). Messages that waited for it go out. */
  'trust.accept': call({
    input: v.object({ accountId, userId }),
    output: v.null(),
    errors: ['account.unknown', 'user.unknown', 'crypto.unavailable'],
  }),
};

export const trustFeeds = {
  /** Members of an encrypted room of whose identity there is something to say, by name. Empty in other rooms. */
  trust: feed({
    input: v.object({ accountId, roomId }),
    item: trustedMember,
    meta: v.object({}),
    key: 'userId',
    errors: ['account.unknown'],
  }),
};
