import { describe, expect, it } from 'vitest';
import type { UserId } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { errorFromResponse } from './errors.ts';
import { Interactive } from './interactive.ts';

const userId = '@marie:agent.fr' as UserId;
const asks = (body: JsonObject): Error => errorFromResponse(401, new Headers(), JSON.stringify(body), 0);

/** A server that asks, and takes what `accepts` says. What it was sent, in order. */
function server(question: JsonObject, accepts: (auth: JsonObject) => boolean) {
  const heard: (JsonObject | null)[] = [];
  const request = async (auth: JsonObject | null): Promise<string> => {
    heard.push(auth);
    if (auth !== null && accepts(auth)) return 'done';
    throw asks(auth === null ? question : { ...question, errcode: 'M_FORBIDDEN' });
  };
  return { heard, request };
}
const password = { flows: [{ stages: ['m.login.password'] }], session: 's1' };

describe('interactive authentication', () => {
  it('is not met where the server does not ask', async () => {
    expect(await new Interactive(userId, 'https://hs').run(async () => 'done', null)).toBe('done');
  });

  it('takes a password in the session of the first attempt; a wrong one may be followed by a right one', async () => {
    const { heard, request } = server(password, (auth) => auth['password'] === 'juste');
    const ask = new Interactive(userId, 'https://hs');
    await expect(ask.run(request, null)).rejects.toMatchObject({ code: 'auth.confirm-identity', detail: { flows: ['password'] } });
    await expect(ask.run(request, { password: 'faux' })).rejects.toMatchObject({ code: 'auth.wrong-password' });
    expect(await ask.run(request, { password: 'juste' })).toBe('done');
    expect(heard.at(-1)).toEqual({
      type: 'm.login.password',
      identifier: { type: 'm.id.user', user: userId },
      password: 'juste',
      session: 's1',
    });
  });

  it('begins anew when the session has ended at the server', async () => {
    const ask = new Interactive(userId, 'https://hs');
    let session = 's1';
    const request = async (auth: JsonObject | null): Promise<string> => {
      if (auth?.['session'] === session && auth['password'] === 'juste') return 'done';
      throw asks({ ...password, session });
    };
    await expect(ask.run(request, null)).rejects.toMatchObject({ code: 'auth.confirm-identity' });
    session = 's2';
    expect(await ask.run(request, { password: 'juste' })).toBe('done');
  });

  it.each([
    ['m.oauth', 'https://compte.example/approve'],
    ['org.matrix.cross_signing_reset', 'https://compte.example/approve'],
  ])('tells where to approve (%s), and goes on in the same session', async (stage, url) => {
    const question = { flows: [{ stages: [stage] }], session: 's1', params: { [stage]: { url } } };
    const { heard, request } = server(question, () => true);
    const ask = new Interactive(userId, 'https://hs');
    await expect(ask.run(request, null)).rejects.toMatchObject({ code: 'auth.confirm-identity', detail: { flows: ['browser'], url } });
    expect(await ask.run(request, { confirmed: true })).toBe('done');
    expect(heard.at(-1)).toEqual({ session: 's1' });
  });

  it('asks again where it was not approved yet', async () => {
    const { request } = server(
      { flows: [{ stages: ['m.oauth'] }], session: 's1', params: { 'm.oauth': { url: 'https://a.example' } } },
      () => false,
    );
    const ask = new Interactive(userId, 'https://hs');
    await expect(ask.run(request, null)).rejects.toMatchObject({ code: 'auth.confirm-identity' });
    await expect(ask.run(request, { confirmed: true })).rejects.toMatchObject({
      code: 'auth.confirm-identity',
      detail: { url: 'https://a.example' },
    });
  });

  it('names the page of the homeserver for single sign-on', async () => {
    const { request } = server({ flows: [{ stages: ['m.login.sso'] }], session: 'a b' }, () => true);
    await expect(new Interactive(userId, 'https://hs').run(request, null)).rejects.toMatchObject({
      detail: { flows: ['browser'], url: 'https://hs/_matrix/client/v3/auth/m.login.sso/fallback/web?session=a%20b' },
    });
  });

  it('answers by itself what needs no agent', async () => {
    const { heard, request } = server(
      { flows: [{ stages: ['m.login.dummy'] }], session: 's1' },
      (auth) => auth['type'] === 'm.login.dummy',
    );
    expect(await new Interactive(userId, 'https://hs').run(request, null)).toBe('done');
    expect(heard).toEqual([null, { type: 'm.login.dummy', session: 's1' }]);
  });

  it('says so where it knows no way', async () => {
    const flows = [{ stages: ['m.login.recaptcha'] }, { stages: ['m.login.password', 'm.login.terms'] }, { stages: 'x' }, null];
    const { request } = server({ flows, session: 's1' }, () => true);
    await expect(new Interactive(userId, 'https://hs').run(request, null)).rejects.toMatchObject({ code: 'server.unsupported-flow' });
  });

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'http://evil.example/', 7, null])('opens no address such as %s', async (url) => {
    const { request } = server({ flows: [{ stages: ['m.oauth'] }], session: 's1', params: { 'm.oauth': { url } } }, () => true);
    const error: unknown = await new Interactive(userId, 'https://hs').run(request, null).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'auth.confirm-identity', detail: { flows: ['browser'] } });
    expect(JSON.stringify(error)).not.toContain(String(url ?? 'nothing'));
  });
});
