import * as v from 'valibot';
import { call } from './define.ts';
import { accountId, attachmentId } from './ids.ts';

const account = { accountId };
const none = v.null();
const asking = ['account.unknown', 'network.unreachable', 'network.tls', 'server.error', 'server.rate-limited', 'auth.suspended'] as const;

/** What an agent may choose about her own account, as the server has it now. */
export const accountOptions = v.object({
  /** Whether the server lets people change their own (capabilities, spec 6.3). */
  canSetName: v.boolean(),
  canSetPicture: v.boolean(),
  /** E-mail addresses of the account. */
  emails: v.array(v.string()),
  /** E-mails about messages left unread go to one of them. */
  emailNotifications: v.boolean(),
  /** « Liste rouge »: others do not find the account (`im.vector.hide_profile`). */
  redList: v.boolean(),
});
export type AccountOptions = v.InferOutput<typeof accountOptions>;

export const optionCalls = {
  'options.get': call({ input: v.object(account), output: accountOptions, errors: asking }),
  /** The name that others see. `room.forbidden`: the server does not allow it. */
  'options.setName': call({
    input: v.object({ ...account, name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(255)) }),
    output: none,
    errors: [...asking, 'room.forbidden'],
  }),
  /** The picture that others see: a file that was handed over, without what its metadata tells; null removes it. */
  'options.setPicture': call({
    input: v.object({ ...account, attachmentId: v.nullable(attachmentId) }),
    output: none,
    errors: [...asking, 'room.forbidden', 'media.too-large', 'media.unavailable'],
    timeoutMs: 120_000,
  }),
  /** Sends e-mails about unread messages to the first address of the account, or no more (pusher `email`, spec 13.13.1). */
  'options.setEmailNotifications': call({
    input: v.object({ ...account, on: v.boolean(), language: v.picklist(['fr', 'en']) }),
    output: none,
    errors: [...asking, 'options.no-email'],
  }),
  'options.setRedList': call({ input: v.object({ ...account, on: v.boolean() }), output: none, errors: asking }),
};
