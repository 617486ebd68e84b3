import { CodedError } from '../../../preload/contract/index.ts';
import type { Opener } from '../../host/index.ts';
import { openLoopback, returnPath, type Loopback } from './loopback.ts';
import type { Outcome } from './words.ts';

/** How long the agent has in the browser, in milliseconds. */
const patienceMs = 10 * 60_000;

/** What a sign-in needs of the browser. */
export interface Trip {
  /** Where the browser begins, to come back to `redirect`. */
  start(redirect: string): string;
  /** Comes back with the answer, and proves that it is one to this trip. */
  state: string;
}

/** What came back, and to which address. */
export interface Returned {
  answer: URLSearchParams;
  redirect: string;
}

interface Journey extends Trip {
  loopback: Loopback | null;
  settle: { done(returned: Returned): void; fail(error: unknown): void };
}

export interface BrowserReturnParts {
  opener: Opener;
  /** Of links that the OS hands over to this application. */
  scheme: string;
  language(): 'fr' | 'en';
  /** The agent came back from the browser. */
  onReturn(): void;
}

/**
 * Sends the agent to the browser and waits for what it brings back: by an address of this machine
 * first, by a link of the application where that cannot be, or pasted by hand. One journey at a time.
 */
export class BrowserReturn {
  readonly #parts: BrowserReturnParts;
  /** Where the browser comes back by a link of the application. */
  readonly link: string;
  #journey: Journey | null = null;

  constructor(parts: BrowserReturnParts) {
    this.#parts = parts;
    this.link = `${parts.scheme}:${returnPath}`;
  }

  /** Rejects with `auth.browser-unopened`, `auth.browser-timeout`, or the reason of `signal`. An answer that proves nothing is ignored. */
  async travel(trip: Trip, signal: AbortSignal): Promise<Returned> {
    this.#journey?.settle.fail(new CodedError('bridge.cancelled', 'another sign-in was begun'));
    const loopback = await openLoopback((address) => this.#take(trip, address), this.#parts.language).catch(() => null);
    const settled = Promise.withResolvers<Returned>();
    const journey: Journey = { ...trip, loopback, settle: { done: settled.resolve, fail: settled.reject } };
    this.#journey = journey;
    const limit = setTimeout(() => settled.reject(new CodedError('auth.browser-timeout', 'nobody came back')), patienceMs);
    const abort = (): void => settled.reject(signal.reason);
    signal.addEventListener('abort', abort);
    try {
      signal.throwIfAborted();
      this.#open(journey, loopback === null).catch(settled.reject);
      return await settled.promise;
    } finally {
      clearTimeout(limit);
      signal.removeEventListener('abort', abort);
      loopback?.close();
      if (this.#journey === journey) this.#journey = null;
    }
  }

  /** Opens the browser once more. Rejects with `auth.no-journey`, `auth.browser-unopened`. */
  async reopen(byLink: boolean): Promise<void> {
    await this.#open(this.#underWay(), byLink);
  }

  /** The address that the agent pasted. Rejects with `auth.no-journey`, `auth.bad-return`, `auth.state-mismatch`. */
  answer(text: string): void {
    const journey = this.#underWay();
    const address = URL.parse(text.trim());
    if (address === null || !address.searchParams.has('state')) throw new CodedError('auth.bad-return', 'this is no address of a return');
    if (this.#take(journey, address) === 'unknown') throw new CodedError('auth.state-mismatch', 'the address belongs to another sign-in');
  }

  /** A link that the OS handed over; false where it is no return. */
  follow(link: string): boolean {
    const address = URL.parse(link);
    if (address === null || `${address.protocol}${address.pathname}` !== this.link) return false;
    if (this.#journey !== null) this.#take(this.#journey, address);
    return true;
  }

  #take(trip: Trip, address: URL): Outcome {
    const journey = this.#journey;
    const answer = address.searchParams;
    if (journey?.state !== trip.state || answer.get('state') !== trip.state) return 'unknown';
    const own = `${address.protocol}//${address.host}${address.pathname}`;
    const redirect = own === journey.loopback?.redirect ? own : this.link;
    journey.settle.done({ answer, redirect });
    this.#parts.onReturn();
    return answer.has('error') ? 'refused' : 'done';
  }

  #underWay(): Journey {
    if (this.#journey === null) throw new CodedError('auth.no-journey', 'no sign-in is under way in the browser');
    return this.#journey;
  }

  async #open(journey: Journey, byLink: boolean): Promise<void> {
    const redirect = byLink ? this.link : (journey.loopback?.redirect ?? this.link);
    try {
      await this.#parts.opener.open(journey.start(redirect));
    } catch (cause) {
      throw new CodedError('auth.browser-unopened', 'the browser could not be opened', { cause });
    }
  }
}
