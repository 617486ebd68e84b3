import { CodedError, type ErrorCode, type ErrorDetail } from '../../preload/contract/index.ts';
import { plainDate } from './dates.ts';
import { largerThan } from './figures.ts';
import { t } from './language.svelte.ts';

/** An error in words: what happened, what is safe and what to do, a code for support, and the technical facts that help. */
export type ProblemWords = { what: string; then: string; support: string };

/** Words for a code. A file that is too large names its size and the limit, a refused certificate names its issuer, a refused verification code the date of the one in force. */
export function problemWords(code: ErrorCode, detail: ErrorDetail = {}): ProblemWords {
  const { what, then, support } = t().errors[code];
  const issuer = code === 'network.tls' && detail.issuer ? ` ${t().session.signIn.issuer(detail.issuer)}` : '';
  const made = detail.createdAt === undefined ? '' : ` ${t().identity.confirm.codeMade(plainDate(detail.createdAt))}`;
  const status = detail.status ? `-${detail.status}` : '';
  const sizes =
    code === 'media.too-large' && detail.size && detail.limit ? t().files.tooLarge(...largerThan(detail.size, detail.limit)) : null;
  return { what: sizes ?? what, then: then + issuer + made, support: support + status };
}

/** Words for anything that was thrown; what has no code is an internal error. */
export const wordsOf = (error: unknown): ProblemWords =>
  error instanceof CodedError ? problemWords(error.code, error.detail) : problemWords('internal');
