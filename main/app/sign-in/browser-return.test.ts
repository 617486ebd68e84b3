import { request } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import { BrowserReturn, type Returned } from './browser-return.ts';

const trip = (state: string) => ({
  state,
  start: (redirect: string) => `https://auth.example/?redirect_uri=${encodeURIComponent(redirect)}`,
});

/** An agent whose browser only remembers what it was to open. */
function machine(open: (url: string) => Promise<void> = async () => undefined) {
  const opened: string[] = [];
  let seen = 0;
  const returns = new BrowserReturn({
    opener: { open: (url) => (opened.push(url), open(url)) },
    scheme: 'tchap',
    language: () => 'fr',
    onReturn: () => void seen++,
  });
  const redirect = async (): Promise<string> => {
    await vi.waitFor(() => expect(opened.length).toBeGreaterThan(0));
    return new URL(opened.at(-1) ?? '').searchParams.get('redirect_uri') ?? '';
  };
  return { returns, redirect, opened, seen: () => seen };
}

const never = new AbortController().signal;
const brought = ({ answer, redirect }: Returned) => [answer.get('code'), redirect];

/** As a page of another name that leads to this machine would ask. */
const askAs = (url: string, host: string): Promise<number> =>
  new Promise((done) => request(url, { headers: { host } }, (response) => done(response.statusCode ?? 0)).end());

describe('the way back from the browser', () => {
  it('is an address of this machine, which sends the browser on so that no code stays in its history', async () => {
    const { returns, redirect, seen } = machine();
    const travelling = returns.travel(trip('s1'), never);
    const address = await redirect();
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/connexion$/u);
    const page = await fetch(`${address}?code=c&state=s1`);
    expect([page.status, new URL(page.url).pathname, new URL(page.url).search]).toEqual([200, '/done', '']);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('Vous pouvez revenir dans l’application');
    expect(brought(await travelling)).toEqual(['c', address]);
    expect(seen()).toBe(1);
  });

  it('takes nothing that does not prove that it is an answer to this journey, and waits on', async () => {
    const { returns, redirect } = machine();
    const travelling = returns.travel(trip('s1'), never);
    const address = await redirect();
    for (const query of ['?code=stolen&state=other', '?code=stolen', '']) expect((await fetch(address + query)).status).toBe(400);
    expect(await askAs(`${address}?code=stolen&state=s1`, 'rebinding.example')).toBe(404);
    expect((await fetch(`${address}?code=stolen&state=s1`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(new URL('/other', address))).status).toBe(404);
    expect(() => returns.answer('no address')).toThrow(expect.objectContaining({ code: 'auth.bad-return' }));
    expect(() => returns.answer(`${address}?code=c&state=other`)).toThrow(expect.objectContaining({ code: 'auth.state-mismatch' }));
    returns.answer(` ${address}?code=c&state=s1\n`);
    expect(brought(await travelling)).toEqual(['c', address]);
    expect(() => returns.answer(`${address}?code=c&state=s1`)).toThrow(expect.objectContaining({ code: 'auth.no-journey' }));
  });

  it('may be a link of the application', async () => {
    const { returns, redirect } = machine();
    const travelling = returns.travel(trip('s1'), never);
    await redirect();
    await returns.reopen(true);
    expect(await redirect()).toBe('tchap:/connexion');
    expect(returns.follow('tchap:/#/room/!a:b')).toBe(false);
    expect(returns.follow('tchap:/connexion?code=x&state=other')).toBe(true);
    expect(returns.follow('tchap:/connexion?code=c&state=s1')).toBe(true);
    expect(brought(await travelling)).toEqual(['c', 'tchap:/connexion']);
  });

  it('ends when the agent gives it up, begins another, or has no browser', async () => {
    const given = machine();
    const stop = new AbortController();
    const first = given.returns.travel(trip('s1'), stop.signal);
    await given.redirect();
    const second = given.returns.travel(trip('s2'), stop.signal);
    await expect(first).rejects.toMatchObject({ code: 'bridge.cancelled' });
    stop.abort(new Error('given up'));
    await expect(second).rejects.toThrow('given up');
    const none = machine(() => Promise.reject(new Error('no browser')));
    await expect(none.returns.travel(trip('s3'), never)).rejects.toMatchObject({ code: 'auth.browser-unopened' });
    await expect(none.returns.reopen(false)).rejects.toMatchObject({ code: 'auth.no-journey' });
  });

  it('is closed ten minutes after nobody came', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { returns, opened } = machine();
      const travelling = returns.travel(trip('s1'), never).catch((error: unknown) => error);
      while (opened.length === 0) await new Promise((next) => setImmediate(next));
      vi.advanceTimersByTime(10 * 60_000);
      expect(await travelling).toMatchObject({ code: 'auth.browser-timeout' });
    } finally {
      vi.useRealTimers();
    }
  });
});
