import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileLogger, createLogger, redact, redactText } from './index.ts';

const key32 = Buffer.alloc(32, 7).toString('base64');

describe('redaction by form', () => {
  const secrets = [
    'syt_YWxpY2U_kTtgnZyOqVHMTCyWSXwn_2vXfYI',
    'mat_dK2vSbyg4Qk1mYBQ2UeHvhUc3TDdXf_M8ctJ2',
    'EsTc LW2K PGiF wKEA 3As5 g5c4 BXwk qeeJ ZJV8 Q9fu gUMN UE4d',
    'EsTcLW2KPGiFwKEA3As5g5c4BXwkqeeJZJV8Q9fugUMNUE4d',
    key32,
    key32.replace(/=+$/u, ''),
    Buffer.alloc(32, 251).toString('base64url'),
    Buffer.alloc(32, 7).toString('hex'),
    'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl',
  ];
  for (const secret of secrets) {
    it(`hides ${secret.slice(0, 6)}… within a text`, () => {
      for (const text of [`key ${secret}`, `(${secret})`, `"${secret}",`, `value=${secret}`])
        expect(redactText(text)).not.toContain(secret);
    });
  }
  it('hides what a request would tell', () => {
    expect(redactText('GET /sync?access_token=abc&since=s1')).toBe('GET /sync?access_token=[redacted]&since=s1');
    expect(redactText('Authorization: Bearer abc.def')).toBe('Authorization: Bearer [redacted]');
    expect(redactText('{"password":"l\\"été","user":"alice"}')).toBe('{"password":"[redacted]","user":"alice"}');
    expect(redactText('https://alice:pw@proxy.example/')).toBe('https://[redacted]@proxy.example/');
  });
  it('leaves what support needs', () => {
    const text =
      'event $4KZhVk8hZk3xmfsWqvs7fyEvEa3e9X0kq6AFrn9mXrY of @alice-ministere:agent.tchap.gouv.fr in !room:agent.tchap.gouv.fr mxc://agent.tchap.gouv.fr/nYBHzbVrVqSAVWkBnHSskWsB 2026-11-23T10:00:00.000Z';
    expect(redactText(text)).toBe(text);
  });
});

describe('redaction by name', () => {
  it('hides values under secret names, at any depth, and keeps counts', () => {
    const fields = {
      accessToken: 'x',
      login: { password: 'x', user: 'alice' },
      file: { key: { k: 'x', alg: 'A256CTR' }, iv: 'x' },
      recoveryCode: 'x',
      privateKey: 'x',
      keys: 12,
      bytes: new Uint8Array(3),
    };
    expect(redact(fields)).toEqual({
      accessToken: '[redacted]',
      login: { password: '[redacted]', user: 'alice' },
      file: { key: '[redacted]', iv: '[redacted]' },
      recoveryCode: '[redacted]',
      privateKey: '[redacted]',
      keys: 12,
      bytes: '[3 bytes]',
    });
  });
  it('reads errors with their causes and survives circles', () => {
    const error = new Error('failed with syt_YWxpY2U_kTtgnZyOqVHM', { cause: new Error('Bearer abc') });
    const text = JSON.stringify(redact({ error }));
    expect(text).not.toContain('syt_YWxp');
    expect(text).not.toContain('Bearer abc');
    const circle: Record<string, unknown> = {};
    circle['again'] = circle;
    expect(JSON.stringify(redact(circle))).toContain('[deep]');
  });
});

describe('the log', () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'tchap-log-'))));
  afterEach(() => rmSync(directory, { recursive: true }));

  it('writes one line an entry, whatever the text holds', () => {
    const lines: string[] = [];
    const log = createLogger({ write: (line) => lines.push(line), now: () => 0 });
    log.child('sync').warn('bad\n1970-01-01 error app forged', { rooms: 2 });
    log.debug('not written');
    expect(lines).toEqual(['1970-01-01T00:00:00.000Z warn sync bad 1970-01-01 error app forged {"rooms":2}']);
  });

  it('turns over full files and keeps only so many, for the agent alone', () => {
    const log = createFileLogger(directory, { maxBytes: 200, files: 3 });
    for (let n = 0; n < 20; n += 1) log.info(`line ${n} ${'x'.repeat(60)}`);
    log.close();
    expect(readdirSync(directory).sort()).toEqual(['tchap.1.log', 'tchap.2.log', 'tchap.log']);
    expect(readFileSync(join(directory, 'tchap.log'), 'utf8')).toContain('line 19');
    expect(statSync(join(directory, 'tchap.log')).size).toBeLessThanOrEqual(200);
    if (process.platform !== 'win32') expect(statSync(join(directory, 'tchap.log')).mode & 0o077).toBe(0);
  });

  it('goes on after a restart and never troubles the caller', () => {
    createFileLogger(directory).info('first');
    createFileLogger(directory).info('second');
    expect(readFileSync(join(directory, 'tchap.log'), 'utf8').split('\n')).toHaveLength(3);
    writeFileSync(join(directory, 'in-the-way'), '');
    expect(() => createFileLogger(join(directory, 'in-the-way', 'logs')).error('lost')).not.toThrow();
  });
});
