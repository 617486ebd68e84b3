import type { errors as reference } from '../../fr/errors/index.ts';
import { applicationErrors } from './application.ts';
import { byMailErrors } from './by-mail.ts';
import { identityErrors } from './identity.ts';
import { keysErrors } from './keys.ts';
import { messagesErrors } from './messages.ts';
import { roomsErrors } from './rooms.ts';
import { serverErrors } from './server.ts';
import { signInErrors } from './sign-in.ts';
import { storesErrors } from './stores.ts';

export const errors: typeof reference = {
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
