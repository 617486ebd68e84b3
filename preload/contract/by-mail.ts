import * as v from 'valibot';
import { call } from './define.ts';
import { accountId, count } from './ids.ts';
import { opening, reaching } from './session.ts';

const baseUrl = v.pipe(v.string(), v.maxLength(512));
const purpose = v.picklist(['register', 'reset']);
export type MailPurpose = v.InferOutput<typeof purpose>;

const passwordRules = v.object({
  minimumLength: count,
  digit: v.boolean(),
  symbol: v.boolean(),
  lowercase: v.boolean(),
  uppercase: v.boolean(),
});
/** What the server wants of a password. */
export type PasswordRules = v.InferOutput<typeof passwordRules>;
const terms = v.object({ name: v.string(), url: v.string() });
export type Terms = v.InferOutput<typeof terms>;

const common = [...reaching, 'server.imposed', 'server.unsupported-flow'] as const;

/** A new account, or a new password for one, by the proof of an e-mail address. One at a time; a new one ends the one before. */
export const byMailCalls = {
  /** What the server asks for. Rejects with `by-mail.closed` where it takes nobody. */
  'byMail.begin': call({
    input: v.object({ baseUrl, purpose }),
    output: v.object({ rules: passwordRules, terms: v.array(terms) }),
    errors: [...common, 'by-mail.closed'],
  }),
  /** Sends the mail. The password is held in main, in memory, until `byMail.finish`. To send it again: the same call. */
  'byMail.send': call({
    input: v.object({
      baseUrl,
      purpose,
      email: v.pipe(v.string(), v.trim(), v.maxLength(255), v.regex(/^[^@\s]+@[^@\s]+$/u)),
      password: v.pipe(v.string(), v.minLength(1), v.maxLength(512)),
    }),
    output: v.null(),
    errors: [
      ...common,
      'by-mail.closed',
      'by-mail.unavailable',
      'by-mail.address-in-use',
      'by-mail.address-unknown',
      'by-mail.address-refused',
    ],
    timeoutMs: 90_000,
  }),
  /** Registers or sets the password, and signs in. Rejects with `by-mail.not-confirmed` until the link of the mail was opened. */
  'byMail.finish': call({
    input: v.object({ signOutOthers: v.boolean() }),
    output: v.object({ accountId }),
    errors: [
      ...common,
      ...opening,
      'by-mail.none',
      'by-mail.not-confirmed',
      'by-mail.weak-password',
      'by-mail.address-refused',
      'auth.already-signed-in',
      'auth.wrong-password',
      'auth.deactivated',
      'auth.expired-account',
    ],
    timeoutMs: 120_000,
  }),
};
