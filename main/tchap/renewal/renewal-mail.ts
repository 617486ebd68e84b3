import { CodedError } from '../../../preload/contract/index.ts';

/** Least time between two e-mails, in milliseconds. */
const throttleMs = 30_000;
/** That of Tchap's web client, and that of the module of Synapse. */
const paths = ['/_matrix/client/unstable/account_validity/send_mail', '/_synapse/client/email_account_validity/send_mail'];

/** Posts nothing to a path of the homeserver, with the token of the account. Rejects with `CodedError`. */
export type Post = (path: string) => Promise<unknown>;

/** The e-mail that renews an expired account, asked for at most every 30 seconds. */
export class RenewalMail {
  #sentAt = Number.NEGATIVE_INFINITY;

  /** Rejects with `server.rate-limited` and the wait that is left, or as `post` does. `now`: milliseconds since the epoch. */
  async send(post: Post, now: number): Promise<void> {
    const wait = this.#sentAt + throttleMs - now;
    if (wait > 0 && wait <= throttleMs) {
      throw new CodedError('server.rate-limited', 'an e-mail was sent just now', { retryable: true, detail: { retryAfterMs: wait } });
    }
    await firstThatExists(post);
    this.#sentAt = now;
  }
}

/** Synapse answers 403 at the first path where its module does not serve that one too, others 404. */
const isRefusal = (error: unknown): boolean => error instanceof CodedError && [403, 404].includes(error.detail.status ?? 0);

async function firstThatExists(post: Post): Promise<void> {
  let unknown: unknown;
  for (const path of paths) {
    try {
      await post(path);
      return;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      unknown = error;
    }
  }
  throw unknown;
}
