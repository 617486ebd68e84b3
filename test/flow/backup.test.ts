import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import type { AccountId, AccountView } from '../../preload/contract/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const room = 'Journal de bord';
const words = fr.backup;
const signal = new AbortController().signal;

const accountOf = (agent: Agent) => agent.main.app.handlers;
const dialog = (agent: Agent) => agent.page.getByRole('dialog');
const button = (agent: Agent, name: string) => dialog(agent).getByRole('button', { name, exact: true });

/** The id of the one account of an installation. */
const accountId = (agent: Agent): Promise<AccountId> =>
  new Promise((resolve, reject) => {
    const reset = (items: readonly AccountView[]): void =>
      items[0] ? resolve(items[0].accountId) : reject(new Error('nobody is signed in'));
    void agent.main.app.feeds.accounts({}, { reset, push: () => undefined, fail: reject }, { signal });
  });

async function opensSecurity(agent: Agent): Promise<void> {
  await agent.page.getByRole('button', { name: fr.shell.settings, exact: true }).click();
  await dialog(agent).getByRole('tab', { name: fr.settings.sections.security, exact: true }).click();
  await dialog(agent).getByRole('heading', { name: words.title, exact: true }).waitFor();
}

async function closes(agent: Agent): Promise<void> {
  await agent.page.keyboard.press('Escape');
  await dialog(agent).waitFor({ state: 'detached' });
}

describe('an agent who comes to a second device', () => {
  const story = Story.forSuite();
  const folder = mkdtempSync(join(tmpdir(), 'cles-'));
  const path = join(folder, 'tchap-keys.txt');
  let office: Agent;
  let home: Agent;
  let code = '';
  beforeAll(async () => {
    office = await story.agent('marie.laurent');
    await office.creates(room, []);
    for (const text of ['Premier message', 'Deuxième message']) await office.writes(text);
    await office.knowsSent('Deuxième message');
    const input = { accountId: await accountId(office) };
    ({ code } = await accountOf(office)['identity.createCode'](input, { signal }));
    await accountOf(office)['identity.proveCode']({ ...input, typed: code }, { signal });
    await accountOf(office)['backup.finish'](input, { signal });
    home = await story.openFor(office.user);
    await home.signsIn();
  });

  it('sees that the backup of the first is on, and in what state', async () => {
    await opensSecurity(office);
    await dialog(office).getByText(words.standing.on).waitFor();
    await dialog(office).getByText(words.upToDate(1)).waitFor();
    await office.picture('backup/panel-on');
    await closes(office);
  });

  it('is told why messages cannot be read, with a way out, and what a repair finds', async () => {
    await button(home, fr.identity.confirm.later).click();
    await home.opens(room);
    const locked = home.page.getByRole('log').getByText(words.undecryptable.unconnected).first();
    await locked.waitFor();
    await home.pictures('backup/locked-message', () => home.page.getByRole('log').waitFor());
    await opensSecurity(home);
    await dialog(home).getByText(words.standing.unconnected).waitFor();
    await home.picture('backup/panel-unconnected');
    await button(home, words.repair.open).click();
    await button(home, words.repair.start).click();
    await dialog(home).getByText(words.repair.finished).waitFor();
    for (const finding of [words.repair.findings.unconfirmed, words.repair.findings.unconnected, words.repair.findings['still-missing']])
      await dialog(home).getByText(finding).waitFor();
    await home.pictures('backup/repair', () => dialog(home).waitFor());
    await button(home, words.confirm).click();
    await dialog(home).getByText(fr.identity.confirm.title).waitFor();
    await closes(home);
  });

  it('reads them once the device is confirmed, without doing more', async () => {
    await accountOf(home)['identity.useCode']({ accountId: await accountId(home), typed: code }, { signal });
    await home.sees('Premier message');
    await home.sees('Deuxième message');
    await home.room(room).getByText('Deuxième message').waitFor();
    await opensSecurity(home);
    await dialog(home).getByText(words.restore.done(1)).waitFor();
    await home.pictures('backup/security', () => dialog(home).waitFor());
    await button(home, words.repair.open).click();
    await button(home, words.repair.start).click();
    await dialog(home).getByText(words.repair.counts.messages(0)).waitFor();
    await home.picture('backup/repair-done');
    await closes(home);
  });

  it('carries the keys in a file, which a wrong passphrase does not open', async () => {
    home.main.host.savePath = path;
    await opensSecurity(home);
    await button(home, words.keyFile.export).click();
    const fields = dialog(home).locator('input');
    await fields.nth(0).fill('Quatre mots au hasard');
    await fields.nth(1).fill('Quatre mots au hasar');
    await button(home, words.keyFile.exportSubmit).click();
    await dialog(home).getByText(words.keyFile.mismatch).waitFor();
    expect(existsSync(path)).toBe(false);
    await home.picture('backup/export');
    await fields.nth(1).fill('Quatre mots au hasard');
    await button(home, words.keyFile.exportSubmit).click();
    await dialog(home).getByText(words.keyFile.exported(1)).waitFor();
    expect(readFileSync(path, 'utf8')).toMatch(/^-----BEGIN MEGOLM SESSION DATA-----/u);
    await closes(home);

    office.main.host.openPath = path;
    await opensSecurity(office);
    await button(office, words.keyFile.import).click();
    await button(office, words.keyFile.choose).click();
    await dialog(office).getByText(words.keyFile.chosen('tchap-keys.txt')).waitFor();
    await dialog(office).locator('input').fill('autre phrase');
    await button(office, words.keyFile.importSubmit).click();
    await dialog(office).getByText(fr.errors['key-file.wrong-passphrase'].what).waitFor();
    await office.pictures('backup/import-wrong', () => dialog(office).waitFor());
    await dialog(office).locator('input').fill('Quatre mots au hasard');
    await button(office, words.keyFile.importSubmit).click();
    await dialog(office).getByText(words.keyFile.importedNone(1)).waitFor();
    await closes(office);
  });

  it('is told that the backup was taken away, makes another, and the first device follows', async () => {
    const other = await story.server.signIn(office.user);
    const { version } = await other.request<{ version: string }>('GET', '/room_keys/version');
    await other.request('DELETE', `/room_keys/version/${version}`);
    await opensSecurity(home);
    await button(home, words.check).click();
    await dialog(home).getByText(words.standing.off).waitFor();
    await button(home, words.create).click();
    await home.picture('backup/replace');
    await button(home, words.create.replace('…', '')).click();
    await home.page.getByText(words.replacing.done).waitFor();
    await opensSecurity(home);
    await dialog(home).getByText(words.standing.on).waitFor();
    await closes(home);
    await opensSecurity(office);
    await button(office, words.check).click();
    await dialog(office).getByText(words.standing.on).waitFor();
    await dialog(office).getByText(words.unreadable).waitFor();
    await office.picture('backup/panel-unreadable');
    await closes(office);
    expect(home.complaints).toEqual([]);
    expect(office.complaints).toEqual([]);
  });
});
