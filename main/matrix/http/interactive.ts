import { CodedError, type UserId } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { ChallengeError, type Question } from './challenge.ts';
import { toCodedError } from './errors.ts';

/** What the agent answers: the password, or that the browser was told yes. */
export type Authentication = { password: string } | { confirmed: true };
/** The request, with the `auth` of its body where there is one. */
type Asked<T> = (auth: JsonObject | null) => Promise<T>;

/**
 * Interactive authentication (spec 5.4) for one intention of the agent: its session at the server is
 * remembered between the first attempt and the one with the answer. Holds no password.
 */
export class Interactive {
  readonly #userId: UserId;
  readonly #baseUrl: string;
  #question: Question | null = null;

  constructor(userId: UserId, baseUrl: string) {
    this.#userId = userId;
    this.#baseUrl = baseUrl;
  }

  /**
   * Makes the request, with the answer where there is one. Rejects with `auth.confirm-identity`
   * (`detail.flows`, `detail.url`) where the server wants one, `auth.wrong-password` where it was
   * wrong, `server.unsupported-flow` where it wants what this application cannot give.
   */
  async run<T>(request: Asked<T>, authentication: Authentication | null): Promise<T> {
    if (authentication === null || this.#question === null) {
      const first = await this.#try(request, null);
      if ('value' in first) return first.value;
      if (authentication === null) throw first.asked;
    }
    return this.#answer(request, authentication);
  }

  async #answer<T>(request: Asked<T>, authentication: Authentication): Promise<T> {
    const session = this.#question?.session ?? null;
    const again = await this.#try(request, this.#auth(authentication));
    if ('value' in again) return again.value;
    if ('password' in authentication && again.asked.refused) throw new CodedError('auth.wrong-password', 'the password was refused');
    if (again.asked.question.session === session) throw again.asked;
    // The session had ended: the same answer in the new one.
    const last = await this.#try(request, this.#auth(authentication));
    if ('value' in last) return last.value;
    throw last.asked.refused && 'password' in authentication
      ? new CodedError('auth.wrong-password', 'the password was refused')
      : last.asked;
  }

  #auth(authentication: Authentication): JsonObject {
    const session = this.#question?.session === null || this.#question === null ? {} : { session: this.#question.session };
    if (!('password' in authentication)) return session;
    const identifier = { type: 'm.id.user', user: this.#userId };
    return { type: 'm.login.password', identifier, password: authentication.password, ...session };
  }

  async #try<T>(request: Asked<T>, auth: JsonObject | null): Promise<{ value: T } | { asked: ChallengeError }> {
    try {
      return { value: await request(auth) };
    } catch (error) {
      const coded = toCodedError(error);
      if (!(coded instanceof ChallengeError)) throw coded;
      return this.#asked(request, coded, auth);
    }
  }

  async #asked<T>(
    request: Asked<T>,
    { question, refused }: ChallengeError,
    auth: JsonObject | null,
  ): Promise<{ value: T } | { asked: ChallengeError }> {
    if (question.ways.length === 0) throw new CodedError('server.unsupported-flow', 'no way to confirm the identity is known here');
    this.#question = question;
    if (question.ways.includes('none') && auth?.['type'] !== 'm.login.dummy') {
      return this.#try(request, { type: 'm.login.dummy', ...(question.session === null ? {} : { session: question.session }) });
    }
    return { asked: new ChallengeError({ ...question, url: this.#urlOf(question) }, refused ? 'refused' : undefined) };
  }

  /** Single sign-on is answered on the fallback page of the homeserver (spec 5.4.3). */
  #urlOf({ sso, session, url }: Question): string | null {
    if (!sso || session === null) return url;
    return `${this.#baseUrl}/_matrix/client/v3/auth/m.login.sso/fallback/web?session=${encodeURIComponent(session)}`;
  }
}
