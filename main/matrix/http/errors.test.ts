import { describe, expect, it } from 'vitest';
import { errorFromFailure, errorFromResponse, retryAfterMs } from './errors.ts';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  errorFromResponse(status, new Headers(headers), typeof body === 'string' ? body : JSON.stringify(body), 0);

describe('the error of an answer', () => {
  it('tells the wait of a rate limit, from the header first', () => {
    expect(answer(429, { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 1500 })).toMatchObject({
      code: 'server.rate-limited',
      retryable: true,
      detail: { retryAfterMs: 1500, status: 429 },
    });
    expect(answer(429, { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 1500 }, { 'retry-after': '3' }).detail.retryAfterMs).toBe(3000);
    expect(retryAfterMs('Thu, 01 Jan 1970 00:00:10 GMT', null, 4_000)).toBe(6_000);
    expect(retryAfterMs('soon', { retry_after_ms: 'later' }, 0)).toBeUndefined();
    expect(answer(429, '<html>').code).toBe('server.rate-limited');
  });

  it.each([
    [401, { errcode: 'M_UNKNOWN_TOKEN', soft_logout: true }, 'auth.soft-logout'],
    [401, { errcode: 'M_UNKNOWN_TOKEN' }, 'auth.signed-out'],
    [401, { errcode: 'M_UNKNOWN_TOKEN', soft_logout: 'true' }, 'auth.signed-out'],
    [403, { errcode: 'M_USER_DEACTIVATED' }, 'auth.deactivated'],
    [403, { errcode: 'ORG_MATRIX_EXPIRED_ACCOUNT' }, 'auth.expired-account'],
    [403, { errcode: 'M_FORBIDDEN' }, 'room.forbidden'],
    [413, '<html>', 'message.too-large'],
    [502, '<html>bad gateway', 'server.error'],
    [400, ['not', 'an', 'object'], 'server.error'],
  ])('%i %j is %s', (status, body, code) => {
    const error = answer(status, body);
    expect(error.code).toBe(code);
    expect(error.retryable).toBe(status === 502);
  });

  it('never repeats the words of the server', () => {
    const error = answer(403, { errcode: 'M_FORBIDDEN', error: 'token syt_secret is bad' });
    expect(JSON.stringify(error.toData())).not.toContain('syt_secret');
  });
});

const failure = (code: string, extra: object = {}) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }, extra) });

describe('the error of no answer', () => {
  it.each(['DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_HAS_EXPIRED', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID', 'EPROTO'])(
    '%s is a refused certificate or TLS connection',
    (code) => expect(errorFromFailure(failure(code)).code).toBe('network.tls'),
  );
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT', 'ECONNRESET'])('%s is an unreachable server', (code) => {
    expect(errorFromFailure(failure(code))).toMatchObject({ code: 'network.unreachable', retryable: true });
  });
  it("reads Chromium's codes too", () => {
    expect(errorFromFailure(new Error('net::ERR_CERT_AUTHORITY_INVALID')).code).toBe('network.tls');
    expect(errorFromFailure(new Error('net::ERR_INTERNET_DISCONNECTED')).code).toBe('network.unreachable');
  });
  it('names the issuer where it is known', () => {
    const cert = { issuer: { CN: 'Mandataire', O: 'Préfecture' } };
    expect(errorFromFailure(failure('ERR_TLS_CERT_ALTNAME_INVALID', { cert })).detail.issuer).toBe('Préfecture');
  });
});
