import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, RoomId, UserId } from '../../preload/contract/index.ts';
import { sasSymbols } from '../../renderer/text/sas-symbols.ts';
import { asTransaction, asUser, signIn, standing, startStory, text, untilRead, type Running, type Story } from '../integration/story.ts';
import { TestVerifications } from '../integration/verifications.ts';
import { NioAgent } from './nio/index.ts';

const passphrase = 'phrase de passe de test';

/** The other side is matrix-nio on libolm: another protocol stack, another cryptography. */
describe('our application and matrix-nio', () => {
  let story: Story;
  let agnes: Running;
  let accountId: AccountId;
  let deviceId: string;
  let ours: TestVerifications;
  let nio: NioAgent;
  let bruno: { userId: UserId; deviceId: string };
  let roomId: RoomId;
  beforeAll(async () => {
    story = await startStory(['agnes', 'bruno']);
    agnes = await story.start('agnes');
    accountId = await signIn(agnes, story, 'agnes');
    ({ deviceId } = await standing(agnes.page, accountId, () => true));
    ours = new TestVerifications(agnes.page, accountId);
    nio = await NioAgent.start({ homeserver: story.server.url, user: asUser('bruno', story), password: 'motdepasse-bruno' });
    const { deviceId: theirs } = await nio.tells('signed-in');
    bruno = { userId: asUser('bruno', story), deviceId: String(theirs) };
    ({ roomId } = await agnes.page.call('rooms.create', { accountId, name: 'Avec nio', invite: [bruno.userId] }));
    await nio.tells('joined');
    const members = agnes.page.feed('members', { accountId, roomId });
    await members.until((items) => items.filter(({ membership }) => membership === 'join').length === 2);
    members.close();
  });
  afterAll(async () => {
    await nio.stop();
    await story.close();
  });

  const send = (body: string, transaction: string): Promise<unknown> =>
    agnes.page.call('messages.send', { accountId, roomId, transactionId: asTransaction(transaction), content: text(body) });

  it('read each other', async () => {
    await send('bonjour nio', 'n1');
    expect(await nio.tells('message', ({ body }) => body === 'bonjour nio')).toMatchObject({ encrypted: true });
    nio.do('send', { roomId, body: 'bonjour de libolm' });
    await untilRead(agnes, accountId, roomId, 'bonjour de libolm');
  });

  it('verify by emoji when we ask', async () => {
    const id = await ours.requestDevice(bruno.userId, bruno.deviceId);
    const { transaction } = await nio.tells('requested');
    await ours.reaches(id, 'ready');
    await ours.act('startEmoji', id);
    const { emoji } = await nio.tells('emoji');
    const { state } = await ours.reaches(id, 'comparing');
    expect(state.emoji?.map((index) => plain(sasSymbols[index]))).toEqual((emoji as string[][]).map(([symbol]) => plain(symbol)));
    await ours.act('confirm', id);
    nio.do('confirm', { transaction });
    expect(await nio.tells('verified')).toMatchObject({ deviceId, trusted: true });
    await ours.reaches(id, 'done');
  });

  it('verify by emoji when they start, without a request as old clients do', async () => {
    nio.do('start', { userId: asUser('agnes', story), deviceId });
    const { verificationId } = await ours.incoming(({ state }) => state.phase === 'requested');
    await ours.act('accept', verificationId);
    const { emoji, transaction } = await nio.tells('emoji');
    const { state } = await ours.reaches(verificationId, 'comparing');
    expect(state.emoji?.map((index) => plain(sasSymbols[index]))).toEqual((emoji as string[][]).map(([symbol]) => plain(symbol)));
    nio.do('confirm', { transaction });
    await ours.act('confirm', verificationId);
    await ours.reaches(verificationId, 'done');
    await nio.tells('verified');
  });

  it('read the key files of each other', async () => {
    const path = join(story.folder('agnes'), 'nos-cles.txt');
    agnes.headless.host.savePath = path;
    const { keys } = await agnes.page.call('keyFile.export', { accountId, passphrase });
    expect(keys).toBeGreaterThan(0);
    nio.do('importKeys', { path, passphrase });
    expect(Number((await nio.tells('imported'))['sessions'])).toBeGreaterThanOrEqual(Number(keys));

    const theirs = join(story.folder('agnes'), 'cles-de-nio.txt');
    nio.do('export', { path: theirs, passphrase });
    await nio.tells('exported');
    agnes.headless.host.openPath = theirs;
    await agnes.page.call('keyFile.choose', { accountId });
    const { total, damaged } = await agnes.page.call('keyFile.import', { accountId, passphrase });
    expect(total).toBeGreaterThan(0);
    expect(damaged).toBe(0);
  });
});

/** Without the selector of the coloured form, which some tables have and some have not. */
const plain = (symbol: string | undefined): string => (symbol ?? '').replaceAll('\ufe0f', '');
