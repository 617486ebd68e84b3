import type { ErrorCode } from '../../../../preload/contract/index.ts';
import { applicationErrors } from './application.ts';
import { byMailErrors } from './by-mail.ts';
import { identityErrors } from './identity.ts';
import { keysErrors } from './keys.ts';
import { messagesErrors } from './messages.ts';
import { roomsErrors } from './rooms.ts';
import { serverErrors } from './server.ts';
import { signInErrors } from './sign-in.ts';
import { storesErrors } from './stores.ts';
import type { ErrorWords } from '../../say.ts';

/** A sentence for every code; a file holds one family of codes, and a code that is in none fails the build. */
export const errors: Record<ErrorCode, ErrorWords> = {
  ...applicationErrors,
  ...serverErrors,
  ...signInErrors,
  ...byMailErrors,
  ...storesErrors,
  ...roomsErrors,
  ...messagesErrors,
  ...keysErrors,
  ...identityErrors,
};
