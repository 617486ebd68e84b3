import { CodedError, type ErrorCode, type ErrorDetail } from '../../../preload/contract/index.ts';
import type { AccountBar } from '../../records/index.ts';
import { ChallengeError, questionOf } from './challenge.ts';
import { isObject } from './json.ts';

/** Codes of Node's TLS layer (`ERR_TLS_*`, OpenSSL verify codes) and of Chromium's network stack (`net::ERR_CERT_*`, `net::ERR_SSL_*`). */
const tlsCode =
  /ERR_TLS_|ERR_SSL_|ERR_CERT_|ERR_BAD_SSL_|SELF_SIGNED_CERT|UNABLE_TO_(VERIFY|GET)_|CERT_(HAS_EXPIRED|NOT_YET_VALID|UNTRUSTED|REJECTED|REVOKED|CHAIN_TOO_LONG|SIGNATURE_FAILURE)|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|^EPROTO$/u;

/** `errcode`s that say the same whatever was asked. */
const codeOfErrcode: { [errcode: string]: ErrorCode } = {
  M_USER_DEACTIVATED: 'auth.deactivated',
  M_USER_SUSPENDED: 'auth.suspended',
  M_USER_LOCKED: 'auth.locked',
  ORG_MATRIX_EXPIRED_ACCOUNT: 'auth.expired-account',
  M_FORBIDDEN: 'room.forbidden',
  M_CANNOT_LEAVE_SERVER_NOTICE_ROOM: 'room.server-notices',
  M_RESOURCE_LIMIT_EXCEEDED: 'server.limit-reached',
  M_TOO_LARGE: 'message.too-large',
  M_MISSING_TOKEN: 'auth.signed-out',
};

/** Milliseconds to wait: `Retry-After` (seconds or a date, spec 1.10 and later), else `retry_after_ms` of the body. */
export function retryAfterMs(retryAfter: string | null, body: unknown, now: number): number | undefined {
  const header = retryAfter?.trim() ?? '';
  if (/^\d{1,9}$/u.test(header)) return Number(header) * 1000;
  const date = header === '' ? Number.NaN : Date.parse(header);
  if (!Number.isNaN(date)) return Math.max(0, date - now);
  const inBody = isObject(body) ? body['retry_after_ms'] : undefined;
  return typeof inBody === 'number' && Number.isFinite(inBody) && inBody >= 0 ? Math.round(inBody) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function codeOf(status: number, errcode: string | undefined, body: unknown): ErrorCode {
  if (status === 429 || errcode === 'M_LIMIT_EXCEEDED') return 'server.rate-limited';
  if (errcode === 'M_UNKNOWN_TOKEN') return isObject(body) && body['soft_logout'] === true ? 'auth.soft-logout' : 'auth.signed-out';
  const known = errcode === undefined ? undefined : codeOfErrcode[errcode];
  return known ?? (status === 413 ? 'message.too-large' : 'server.error');
}

/** `errcode`, or what `matrix-content-scanner` calls `reason`. */
function errcodeOf(body: unknown): string | undefined {
  const errcode = isObject(body) ? (body['errcode'] ?? body['reason']) : undefined;
  return typeof errcode === 'string' ? errcode.slice(0, 100) : undefined;
}

function fromParts(status: number, retryAfter: string | null, body: unknown, now: number): CodedError {
  const errcode = errcodeOf(body);
  const question = status === 401 ? questionOf(body) : null;
  if (question) return new ChallengeError(question, errcode);
  const code = codeOf(status, errcode, body);
  const detail: ErrorDetail = { status };
  if (errcode !== undefined) detail.errcode = errcode;
  const wait = code === 'server.rate-limited' ? retryAfterMs(retryAfter, body, now) : undefined;
  if (wait !== undefined) detail.retryAfterMs = wait;
  const retryable = code === 'server.rate-limited' || (code === 'server.error' && status >= 500);
  return new CodedError(code, `the server answered ${status} ${errcode ?? 'without errcode'}`, { retryable, detail });
}

/** The error that an answer other than 2xx stands for (spec: standard error response). The server's words are not kept. */
export function errorFromResponse(status: number, headers: Headers, text: string, now: number = Date.now()): CodedError {
  return fromParts(status, headers.get('retry-after'), parsed(text), now);
}

/** Why the server refuses everything to the account, where an error says so. */
export function barOf(error: unknown): AccountBar | null {
  if (!(error instanceof CodedError)) return null;
  if (error.code === 'auth.locked') return 'blocked';
  return error.code === 'auth.expired-account' ? 'expired' : null;
}

/** The chain of causes, bounded. */
function causes(error: unknown): Error[] {
  const found: Error[] = [];
  for (let next = error; next instanceof Error && found.length < 6; next = next.cause) {
    found.push(next);
    if (next instanceof AggregateError && next.errors[0] instanceof Error) found.push(next.errors[0]);
  }
  return found;
}

function codeText(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return code === '' ? (/net::(\w+)/u.exec(error.message)?.[1] ?? '') : code;
}

/** Organisation or name of the issuer, where Node gives the certificate with the error. */
function issuerOf(error: Error): string | undefined {
  const certificate = 'cert' in error ? error.cert : undefined;
  const issuer = isObject(certificate) ? certificate['issuer'] : undefined;
  if (!isObject(issuer)) return undefined;
  const name = issuer['O'] ?? issuer['CN'];
  return typeof name === 'string' ? name.slice(0, 200) : undefined;
}

/** The error that a request without an answer stands for: refused certificate, or no connection. */
export function errorFromFailure(error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  const chain = causes(error);
  const code = chain.map(codeText).find((text) => text !== '') ?? 'no code';
  if (!chain.some((one) => tlsCode.test(codeText(one)))) {
    return new CodedError('network.unreachable', `no answer from the server (${code})`, { retryable: true, cause: error });
  }
  const issuer = chain.map(issuerOf).find((name) => name !== undefined);
  const detail: ErrorDetail = issuer === undefined ? {} : { issuer };
  return new CodedError('network.tls', `the certificate or the TLS connection was refused (${code})`, { detail, cause: error });
}

/** `HTTPError` and `MatrixError` of matrix-js-sdk, known by their form: the SDK is loaded only with the cryptography. */
interface SdkError extends Error {
  httpStatus: number | undefined;
  httpHeaders?: Headers;
  /** The body, of a `MatrixError` alone. */
  data?: unknown;
}

const isSdkError = (error: unknown): error is SdkError => error instanceof Error && 'httpStatus' in error;

/** Turns what matrix-js-sdk throws into a `CodedError`; anything else is `network.*` by its cause, or `internal`. */
export function toCodedError(error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  if (isSdkError(error)) {
    return fromParts(error.httpStatus ?? 0, error.httpHeaders?.get('retry-after') ?? null, error.data ?? null, Date.now());
  }
  if (error instanceof Error && error.name === 'ConnectionError') return errorFromFailure(error);
  return new CodedError('internal', error instanceof Error ? error.name : 'unknown failure', { cause: error });
}
