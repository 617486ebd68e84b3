import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../renderer/text/fr/index.ts';
import type { Agent } from './agent.ts';
import { Story } from './story.ts';

const { banner, code, confirm, reset, authenticate } = fr.identity;
const room = 'Cellule de crise';
const press = (agent: Agent, name: string): Promise<void> => agent.page.getByRole('button', { name }).last().click();

/** Gives the account of the agent a code, as the dialog leads through it. The code. */
async function makesCode(agent: Agent): Promise<string> {
  await press(agent, code.begin);
  const groups = agent.page.getByRole('list', { name: code.label }).getByRole('listitem');
  await groups.first().waitFor();
  const shown = (await groups.allTextContents()).join(' ');
  await press(agent, code.next);
  await agent.page.getByLabel(code.typed, { exact: true }).fill(shown);
  await press(agent, code.prove);
  await agent.page.getByRole('heading', { name: code.doneTitle }).waitFor();
  await press(agent, code.done);
  return shown;
}

describe('an agent and her identity', () => {
  const story = Story.forSuite();
  let marie: Agent;
  let second: Agent;
  let shown = '';
  beforeAll(async () => {
    marie = await story.agent('marie.laurent');
    await marie.creates(room, []);
    await marie.writes('Le point est à 14 h');
  });

  it('is quietly reminded of the code, also after a restart, until she has it', async () => {
    await marie.page.getByText(banner.needsCode).waitFor();
    await marie.restarts();
    await marie.page.getByText(banner.needsCode).waitFor();
    await press(marie, banner.makeCode);
    await marie.page.getByText(code.what).first().waitFor();
    await marie.picture('identity-code-why');
    await press(marie, code.later);
    await marie.page.getByText(banner.needsCode).waitFor();
  });

  it('gets the code, keeps it in a file, and types it again', async () => {
    await press(marie, banner.makeCode);
    await press(marie, code.begin);
    const file = join(tmpdir(), `code-${process.pid}.txt`);
    marie.main.host.savePath = file;
    await press(marie, code.save);
    await marie.page.getByText(code.saved).waitFor();
    const groups = await marie.page.getByRole('list', { name: code.label }).getByRole('listitem').allTextContents();
    shown = groups.join(' ');
    expect(groups).toHaveLength(12);
    expect(readFileSync(file, 'utf8')).toContain(shown);
    expect(await marie.axe()).toEqual([]);
    await press(marie, code.next);
    const typed = marie.page.getByLabel(code.typed, { exact: true });
    await typed.fill(groups.toSpliced(3, 1).join(' '));
    await press(marie, code.prove);
    await marie.page.getByText(fr.errors['identity.malformed-code'].what).waitFor();
    await typed.fill(groups.join('-'));
    await press(marie, code.prove);
    await marie.page.getByRole('heading', { name: code.doneTitle }).waitFor();
    await press(marie, code.done);
    await marie.page.getByText(banner.needsCode).waitFor({ state: 'detached' });
    expect(await marie.page.content()).not.toContain(groups[5]);
  });

  it('confirms another installation with it: a wrong code is told, and what was said before can be read', async () => {
    second = await story.openFor(marie.user);
    await second.signsIn();
    await second.page.getByRole('heading', { name: confirm.title }).waitFor();
    expect(await second.axe()).toEqual([]);
    await second.pictures('identity-confirm', async () => undefined);
    await press(second, confirm.withCode);
    const typed = second.page.getByLabel(confirm.typed, { exact: true });
    await typed.fill('EsTx nowhere');
    await press(second, confirm.submit);
    await second.page.getByText(fr.errors['identity.malformed-code'].what).waitFor();
    await typed.fill('EsTb oDQu yZLk bd4z vx2w Zr4g 4Spk QJde kBHV dx7o LzUg vCHC');
    await press(second, confirm.submit);
    await second.page
      .getByText(/^Ce (n’est pas un code|code n’est pas)/u)
      .first()
      .waitFor();
    await typed.fill(shown);
    await press(second, confirm.submit);
    await second.page.getByRole('heading', { name: confirm.doneTitle }).waitFor();
    await press(second, confirm.done);
    await second.opens(room);
    await second.sees('Le point est à 14 h');
  });

  it('resets it when she has nothing left, and the other installation is told', async () => {
    await second.page.getByRole('button', { name: fr.shell.settings, exact: true }).click();
    await second.page.getByRole('tab', { name: fr.settings.sections.security, exact: true }).click();
    await second.picture('identity-security');
    await press(second, fr.identity.panel.reset);
    await second.page.getByLabel(reset.accept).check();
    await second.picture('identity-reset');
    await second.page.getByRole('button', { name: reset.submit, exact: true }).click();
    const password = second.page.getByLabel(fr.session.signIn.password, { exact: true });
    await password.fill('pas-le-bon');
    await press(second, authenticate.submit);
    await second.page.getByText(fr.errors['auth.wrong-password'].what).waitFor();
    await password.fill(second.user.password);
    await press(second, authenticate.submit);
    await second.page.getByRole('heading', { name: reset.doneTitle }).waitFor();
    await press(second, banner.makeCode);
    const renewed = await makesCode(second);
    await marie.page.getByText(banner.changed).waitFor();
    await press(marie, banner.confirm);
    await press(marie, confirm.withCode);
    const typed = marie.page.getByLabel(confirm.typed, { exact: true });
    await typed.fill(shown);
    await press(marie, confirm.submit);
    await marie.page.getByText(fr.errors['identity.old-code'].what).waitFor();
    await typed.fill(renewed);
    await press(marie, confirm.submit);
    await marie.page.getByRole('heading', { name: confirm.doneTitle }).waitFor();
    await press(marie, confirm.done);
    await marie.page.getByText(banner.changed).waitFor({ state: 'detached' });
  });
});
