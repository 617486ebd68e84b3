import * as v from 'valibot';
import { call } from './define.ts';
import { accountId } from './ids.ts';
import { opening, reaching } from './session.ts';

const none = v.null();
/** What may go wrong between the browser and here. */
const travelling = [
  'auth.refused',
  'auth.browser-timeout',
  'auth.browser-unopened',
  'auth.provider-unreachable',
  'auth.provider-error',
  'auth.deactivated',
  'auth.expired-account',
  'server.unsupported-flow',
] as const;
/** The agent has ten minutes in the browser; then the tokens are asked for. */
const timeoutMs = 12 * 60_000;

/** Pages of the provider on which agents look after their account (MSC4191). */
const accountPage = v.picklist(['account', 'profile', 'devices', 'deactivate']);
export type AccountPage = v.InferOutput<typeof accountPage>;

/** Signing in in the browser. Codes and tokens stay in main; one journey at a time, a new one ends the one before. */
export const signInCalls = {
  /**
   * Opens the browser and signs in with what comes back. `hint`: the address that the provider fills in;
   * `create`: a new account is wanted. Cancelling the call ends the journey.
   */
  'signIn.browser': call({
    input: v.object({
      baseUrl: v.pipe(v.string(), v.maxLength(512)),
      hint: v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(255))),
      create: v.boolean(),
      /** Identity provider of single sign-on that the agent chose; null: none, or the one there is. */
      provider: v.nullable(v.pipe(v.string(), v.maxLength(255))),
    }),
    output: v.object({ accountId }),
    errors: [...reaching, ...opening, ...travelling, 'server.imposed', 'auth.already-signed-in'],
    timeoutMs,
  }),
  /** After a soft logout: the same for an account that is here, whose device and store are kept. */
  'signIn.browserAgain': call({
    input: v.object({ accountId }),
    output: none,
    errors: [...reaching, ...travelling, 'account.unknown', 'auth.wrong-account'],
    timeoutMs,
  }),
  /** Opens the page of the journey once more. `byLink`: the browser comes back by a link of the application instead of its address on this machine. */
  'signIn.reopen': call({
    input: v.object({ byLink: v.boolean() }),
    output: none,
    errors: ['auth.no-journey', 'auth.browser-unopened'],
  }),
  /** The address at which the browser ended, pasted by the agent where it did not find the way back. */
  'signIn.answer': call({
    input: v.object({ address: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(8192)) }),
    output: none,
    errors: ['auth.no-journey', 'auth.bad-return', 'auth.state-mismatch'],
  }),
  /** Pages that the provider of an account has; none where it has no provider. */
  'account.pages': call({
    input: v.object({ accountId }),
    output: v.object({ pages: v.array(accountPage) }),
    errors: [...reaching, 'account.unknown'],
  }),
  /** Opens one in the browser. `deviceId`: the device that is to be signed out there. */
  'account.openPage': call({
    input: v.object({ accountId, page: accountPage, deviceId: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(255))) }),
    output: none,
    errors: [...reaching, 'account.unknown', 'auth.browser-unopened', 'server.unsupported-flow'],
  }),
};
