import { CodedError, type AccountId, type CallInput, type CallOutput } from '../../../preload/contract/index.ts';
import type { ByMailAccounts } from '../../handlers/index.ts';
import type { Net } from '../../host/index.ts';
import {
  askRegistration,
  EmailProof,
  logIn,
  openHttp,
  passwordRules,
  register,
  resetPassword,
  revokeUnkept,
  type Http,
  type NewSession,
  type Purpose,
  type Registration,
} from '../../matrix/index.ts';
import type { AccountMaker } from './account-maker.ts';

export interface ByMailParts {
  net: Net;
  maker: AccountMaker;
  deviceName: string;
  language(): 'fr' | 'en';
  /** Throws `server.imposed` where the administration allows another server alone. */
  allowed(baseUrl: string): string;
}

interface Waiting {
  baseUrl: string;
  http: Http;
  purpose: Purpose;
  proof: EmailProof;
  password: string;
  registration: Registration | null;
  /** The password was set already; only the sign-in is left. */
  reset: boolean;
}

/** A new account or a new password by the proof of an address. What waits for a mail lies here, in memory alone. */
export class ByMail implements ByMailAccounts {
  readonly #parts: ByMailParts;
  #waiting: Waiting | null = null;

  constructor(parts: ByMailParts) {
    this.#parts = parts;
  }

  async begin({ baseUrl, purpose }: CallInput<'byMail.begin'>): Promise<CallOutput<'byMail.begin'>> {
    this.#waiting = null;
    const http = openHttp(this.#parts.net, this.#parts.allowed(baseUrl));
    const terms = purpose === 'register' ? (await askRegistration(http, this.#parts.language())).terms : [];
    return { rules: await passwordRules(http), terms };
  }

  async send({ baseUrl: told, purpose, email, password }: CallInput<'byMail.send'>): Promise<void> {
    const baseUrl = this.#parts.allowed(told);
    const before = this.#waiting;
    // The same address again: the mail before stays good.
    const same = before?.baseUrl === baseUrl && before.purpose === purpose && before.proof.email === email ? before : null;
    const http = openHttp(this.#parts.net, baseUrl);
    const proof = same?.proof ?? new EmailProof(http, purpose, email);
    const registration = purpose === 'register' ? (same?.registration ?? (await askRegistration(http, this.#parts.language()))) : null;
    await proof.send();
    this.#waiting = { baseUrl, http, purpose, proof, password, registration, reset: false };
  }

  async finish({ signOutOthers }: CallInput<'byMail.finish'>): Promise<AccountId> {
    const waiting = this.#waiting;
    if (waiting === null) throw new CodedError('by-mail.none', 'no mail was sent');
    const { maker, net } = this.#parts;
    await maker.askKeychain();
    const { baseUrl, password } = waiting;
    const session = await this.#session(waiting, signOutOthers);
    this.#waiting = null;
    const undo = (): Promise<boolean> => revokeUnkept(net, baseUrl, session.accessToken);
    return maker.make(baseUrl, { session, signIn: { way: 'password' }, undo }, password);
  }

  async #session(waiting: Waiting, signOutOthers: boolean): Promise<NewSession> {
    const { deviceName } = this.#parts;
    const { http, proof, password, registration } = waiting;
    if (registration !== null) return register(http, registration, { proof, password, deviceName });
    if (!waiting.reset) await resetPassword(http, proof, { password, signOutOthers });
    waiting.reset = true;
    return logIn(http, { user: proof.email, password, deviceId: null, deviceName });
  }
}
