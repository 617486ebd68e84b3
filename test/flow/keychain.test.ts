import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const problems = ['locked', 'absent', 'refused'] as const;

describe('a keychain that does not answer', () => {
  const story = Story.forSuite();
  let marie: Agent;
  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    await marie.creates('Notes', []);
    await marie.writes('Ce que je ne veux pas perdre');
    await marie.knowsSent('Ce que je ne veux pas perdre');
  });

  it.each(problems)('when it is %s: says so, loses nothing, and opens on another try', async (problem) => {
    await marie.quits();
    marie.keychainIs(problem);
    await marie.starts();
    const words = fr.errors[`keychain.${problem}`];
    await marie.page.getByRole('heading', { name: fr.session.locked.titles[`keychain.${problem}`] }).waitFor();
    await marie.page.getByText(words.what).waitFor();
    await marie.page.getByText(words.support).waitFor();
    await marie.picture(`keychain-${problem}`);
    expect(await marie.axe()).toEqual([]);
    await marie.page.getByRole('button', { name: fr.common.retry, exact: true }).click();
    await marie.page.getByText(words.what).waitFor();
    marie.keychainIs(null);
    await marie.page.getByRole('button', { name: fr.common.retry, exact: true }).click();
    await marie.opens('Notes');
    await marie.sees('Ce que je ne veux pas perdre');
  });

  it('with another key: says so, overwrites nothing, and opens once the right one is back', async () => {
    await marie.quits();
    const kept = new Map(
      await Promise.all(marie.keychain.names().map(async (name) => [name, (await marie.keychain.get(name)) ?? ''] as const)),
    );
    for (const name of kept.keys()) await marie.keychain.set(name, Buffer.alloc(32, 7).toString('base64'));
    await marie.starts();
    await marie.page.getByRole('heading', { name: fr.session.locked.titles['keychain.wrong-key'] }).waitFor();
    for (const [name, secret] of kept) await marie.keychain.set(name, secret);
    await marie.page.getByRole('button', { name: fr.common.retry, exact: true }).click();
    await marie.opens('Notes');
    await marie.sees('Ce que je ne veux pas perdre');
  });
});
