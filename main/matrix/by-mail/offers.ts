import { CodedError } from '../../../preload/contract/index.ts';
import type { Http } from '../http/index.ts';
import { askRegistration } from './register.ts';

/** How long a server that says nothing keeps the agent waiting, in milliseconds: what it would offer is left out then. */
const patienceMs = 8_000;
/** What a server has against a question without an address, where it sends mails at all. */
const incomplete = ['M_MISSING_PARAM', 'M_BAD_JSON', 'M_INVALID_PARAM'];

/** What a homeserver offers to who has no password, or none any more. */
export interface MailOffers {
  /** It registers people by the proof of an address. */
  registers: boolean;
  /** It sends the mail that gives a forgotten password anew. */
  resets: boolean;
}

/** Asks without leaving anything there: no account, no device, no mail. What is not answered, or refused for now, is not offered. */
export async function mailOffers(http: Http): Promise<MailOffers> {
  const registers = askRegistration(http, 'fr', patienceMs).then(
    () => true,
    () => false,
  );
  const [first, resets] = await Promise.all([registers, sendsPasswords(http)]);
  return { registers: first, resets };
}

/** No endpoint tells it. A request without an address sends no mail, and is refused for that alone where mails are sent. */
async function sendsPasswords(http: Http): Promise<boolean> {
  try {
    await http.json('POST', '/_matrix/client/v3/account/password/email/requestToken', { body: {}, idleMs: patienceMs });
    return false;
  } catch (error) {
    return error instanceof CodedError && incomplete.includes(error.detail.errcode ?? '');
  }
}
