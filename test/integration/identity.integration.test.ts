import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Net } from '../../main/host/index.ts';
import { signIn, startStory, type Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await startStory(['agnes', 'bruno']);
});
afterAll(() => story.close());

type Auth = { type?: string; password?: string; session?: string } | undefined;

/** A network to a server that wants the password before it takes the first keys, as servers without MSC3967 do. What it was answered, in order. */
function askingNet(right: string): { net: Net; answers: Auth[] } {
  const answers: Auth[] = [];
  const ask = (): Response => Response.json({ session: 's1', flows: [{ stages: ['m.login.password'] }] }, { status: 401 });
  const guarded: Net['fetch'] = async (url, init) => {
    if (!url.includes('/device_signing/upload') || typeof init?.body !== 'string') return fetch(url, init);
    const { auth, ...keys } = JSON.parse(init.body) as { auth?: Auth };
    answers.push(auth);
    if (auth?.password !== right || auth.session !== 's1') return ask();
    return fetch(url, { ...init, body: JSON.stringify(keys) });
  };
  return { net: { fetch: guarded }, answers };
}

describe('a server that wants the password before it takes the first keys', () => {
  it('is given the one that was just typed, once, and the agent is not asked', async () => {
    const { net, answers } = askingNet('motdepasse-agnes');
    const agnes = await story.start('agnes', { net });
    const accountId = await signIn(agnes, story, 'agnes');
    await agnes.page.feed('identity', { accountId }).until(([view]) => view?.status === 'needs-code');
    expect(answers.map((auth) => auth?.type)).toEqual([undefined, 'm.login.password']);
    await agnes.stop();
  });

  it('asks the agent where it takes another one', async () => {
    const { net } = askingNet('un-autre');
    const bruno = await story.start('bruno', { net });
    const accountId = await signIn(bruno, story, 'bruno');
    await bruno.page.feed('identity', { accountId }).until(([view]) => view?.status === 'authentication');
    await expect(bruno.page.call('identity.setUp', { accountId })).rejects.toMatchObject({
      code: 'auth.confirm-identity',
      detail: { flows: ['password'] },
    });
    await bruno.page.call('identity.setUp', { accountId, authentication: { password: 'un-autre' } });
    await bruno.page.feed('identity', { accountId }).until(([view]) => view?.status === 'needs-code');
    await bruno.stop();
  });
});
