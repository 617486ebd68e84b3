import { randomBytes } from 'node:crypto';
import { CodedError, type ErrorCode } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { stringField, type Http } from '../http/index.ts';

/** What a mail proves the address for. */
export type Purpose = 'register' | 'reset';

const places: Record<Purpose, string> = {
  register: '/_matrix/client/v3/register/email/requestToken',
  reset: '/_matrix/client/v3/account/password/email/requestToken',
};
const meanings: { [errcode: string]: ErrorCode } = {
  M_THREEPID_IN_USE: 'by-mail.address-in-use',
  M_THREEPID_NOT_FOUND: 'by-mail.address-unknown',
  M_THREEPID_DENIED: 'by-mail.address-refused',
  M_FORBIDDEN: 'by-mail.address-refused',
  M_INVALID_PARAM: 'by-mail.address-refused',
};

/** An address that its owner proves by the link of a mail (spec: 3PID validation). The secret stays in main. */
export class EmailProof {
  readonly email: string;
  readonly #http: Http;
  readonly #purpose: Purpose;
  readonly #secret = randomBytes(24).toString('hex');
  #attempt = 0;
  #sid: string | null = null;

  constructor(http: Http, purpose: Purpose, email: string) {
    this.#http = http;
    this.#purpose = purpose;
    this.email = email;
  }

  /** Sends the mail, or sends it again. Rejects with `by-mail.*`: what the server has against the address, or that it sends none. */
  async send(): Promise<void> {
    const body = { client_secret: this.#secret, email: this.email, send_attempt: ++this.#attempt };
    const answer = await this.#http.json('POST', places[this.#purpose], { body, idleMs: 60_000 }).catch((error: unknown) => {
      throw meaningOf(error);
    });
    this.#sid = stringField(answer, 'sid');
    if (this.#sid === null) throw new CodedError('server.error', 'the answer holds no session of the mail');
  }

  /** The stage `m.login.email.identity`. */
  auth(): JsonObject {
    return { type: 'm.login.email.identity', threepid_creds: { sid: this.#sid, client_secret: this.#secret } };
  }
}

function meaningOf(error: unknown): unknown {
  if (!(error instanceof CodedError)) return error;
  const { errcode = '', status = 0 } = error.detail;
  const meant = meanings[errcode] ?? (status === 400 || status === 404 ? 'by-mail.unavailable' : null);
  return meant === null ? error : new CodedError(meant, 'the server sends no mail to this address', { detail: error.detail, cause: error });
}
