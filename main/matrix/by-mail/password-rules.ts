import { CodedError, type PasswordRules } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import type { Http } from '../http/index.ts';

const none: PasswordRules = { minimumLength: 8, digit: false, symbol: false, lowercase: false, uppercase: false };

/** What the server wants of passwords (MSC2000, `GET /password_policy`); eight characters where it says nothing. */
export async function passwordRules(http: Http): Promise<PasswordRules> {
  const told = await http.json('GET', '/_matrix/client/v3/password_policy', { idleMs: 10_000 }).catch((): JsonObject => ({}));
  const is = (name: string): boolean => told[name] === true;
  const length = told['m.minimum_length'];
  return {
    minimumLength: typeof length === 'number' && Number.isInteger(length) && length > 0 && length <= 512 ? length : none.minimumLength,
    digit: is('m.require_digit'),
    symbol: is('m.require_symbol'),
    lowercase: is('m.require_lowercase'),
    uppercase: is('m.require_uppercase'),
  };
}

/** What the server says of a password that it does not take. */
export function asWeakPassword(error: unknown): unknown {
  if (!(error instanceof CodedError) || !/^M_(?:WEAK_PASSWORD|PASSWORD_)/u.test(error.detail.errcode ?? '')) return error;
  return new CodedError('by-mail.weak-password', 'the server does not take the password', { detail: error.detail, cause: error });
}
