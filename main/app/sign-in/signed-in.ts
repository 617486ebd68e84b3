import type { NewSession } from '../../matrix/index.ts';
import type { SignInRecord } from '../../records/index.ts';

/** What a sign-in gave, whichever way, before it is kept. */
export interface SignedIn {
  session: NewSession;
  signIn: SignInRecord;
  /** Takes back what was given, where it cannot be kept. */
  undo(): Promise<unknown>;
}
