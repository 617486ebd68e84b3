import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../preload/contract/index.ts';
import { RenewalMail, type Post } from './renewal-mail.ts';

const refusal = (status: number) => new CodedError('server.error', 'no', { detail: { status } });

describe('the e-mail that renews an account', () => {
  it.each([403, 404])('is asked for where the server has it (%i elsewhere)', async (status) => {
    const asked: string[] = [];
    const post: Post = async (path) => {
      asked.push(path);
      if (path.startsWith('/_matrix/')) throw refusal(status);
    };
    await new RenewalMail().send(post, 0);
    expect(asked).toEqual(['/_matrix/client/unstable/account_validity/send_mail', '/_synapse/client/email_account_validity/send_mail']);
  });

  it('is asked for every 30 seconds at most, but again at once where it failed', async () => {
    const mail = new RenewalMail();
    await expect(mail.send(() => Promise.reject(refusal(500)), 0)).rejects.toMatchObject({ detail: { status: 500 } });
    await mail.send(async () => undefined, 1000);
    await expect(mail.send(async () => undefined, 11_000)).rejects.toMatchObject({
      code: 'server.rate-limited',
      detail: { retryAfterMs: 20_000 },
    });
    await mail.send(async () => undefined, 31_000);
  });

  it('a clock that was set back does not forbid it', async () => {
    const mail = new RenewalMail();
    await mail.send(async () => undefined, 10_000_000);
    await mail.send(async () => undefined, 0);
  });
});
