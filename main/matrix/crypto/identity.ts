import type { IdentityView } from '../../../preload/contract/index.ts';
import type { Authentication } from '../http/index.ts';

/** How this device stands with the identity of its account, without the id that the feed gives it. */
export type IdentityState = Omit<IdentityView, 'id'>;

/**
 * The cross-signing identity of the account, its private keys and the verification code (the key of
 * secret storage, spec 11.12.3.4 and 11.10.2). What the server has is the truth: every state is read
 * from there, so that a restart at any moment goes on where the last run stopped.
 */
export interface Identity {
  state(): IdentityState;
  /** Called after every change of `state()`. */
  onState(listener: (state: IdentityState) => void): () => void;
  /** The connection is there: asks the server how all stands, and sets up what is missing. Failures are tried again by themselves. */
  online(): void;
  /** A sync brought account data of these types. */
  accountData(types: readonly string[]): void;
  /** The same as `online`, and rejects with what keeps it from going on: `CodedError`, `auth.confirm-identity` among them. */
  setUp(authentication: Authentication | null): Promise<void>;
  /** A new code, in groups of four, which waits for its proof in memory. Rejects with `identity.unconfirmed`. */
  createCode(): Promise<string>;
  /** The code that waits; null where there is none. */
  waitingCode(): string | null;
  /** Brings the waiting code into force. Rejects with `identity.malformed-code`, `identity.wrong-code`, `identity.no-code`, `identity.changed`, `network.*`, `server.*`. */
  proveCode(typed: string): Promise<void>;
  dropCode(): void;
  /** Confirms this device. Rejects with `identity.*`, `network.*`, `server.*`. */
  useCode(typed: string): Promise<void>;
  /** Replaces the identity of the account. Rejects with `auth.confirm-identity`, `auth.wrong-password`, `network.*`, `server.*`. */
  reset(authentication: Authentication | null): Promise<void>;
  /** The backup has another key than the one in secret storage: what is there is taken away, so that a new code is asked for. */
  forgetBackupKey(): Promise<void>;
}
