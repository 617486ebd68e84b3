import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, Verification } from '../../preload/contract/index.ts';
import { startChild } from '../integration/child.ts';
import { asUser, signIn, standing, startStory, type Running, type Story } from '../integration/story.ts';
import { TestVerifications } from '../integration/verifications.ts';
import { Peer } from '../peer/index.ts';
import { PeerVerification, VerificationPhase } from '../peer/verifying.ts';

const peerOf = (story: Story, localpart: string): Promise<Peer> =>
  Peer.start(story.server, { userId: asUser(localpart, story), localpart, password: `motdepasse-${localpart}` });

type Content = { [key: string]: unknown };

describe('a verification that something goes wrong with', () => {
  let story: Story;
  let old: Peer;
  beforeAll(async () => {
    story = await startStory(['agnes', 'mallory']);
    old = await peerOf(story, 'agnes');
    await old.signDevice();
  });
  afterAll(async () => {
    old.stop();
    await story.close();
  });

  it('ends on both sides after a kill -9 in the middle, and can be started again', async () => {
    const child = await startChild(story.folder('killed'), { user: 'agnes', password: 'motdepasse-agnes', url: story.proxy.url });
    const { accountId } = await standing(child.page, null, (view) => view.connection === 'online');
    const ours = new TestVerifications(child.page, accountId);
    const incoming = PeerVerification.incoming(old);
    const id = await ours.requestOwn();
    const theirs = await incoming;
    await theirs.accept();
    await ours.reaches(id, 'ready');
    await ours.act('startEmoji', id);
    await theirs.compares(false);
    await ours.reaches(id, 'comparing');
    await child.kill();

    const again = await story.start('killed');
    await standing(again.page, accountId, (view) => view.connection === 'online');
    await theirs.reaches(VerificationPhase.Cancelled);
    const list = new TestVerifications(again.page, accountId);
    const [left] = await list.feed.until((items) => items.length > 0);
    expect(left?.state).toEqual({ phase: 'cancelled', reason: 'interrupted', byMe: true });
    const next = PeerVerification.incoming(old);
    const second = await list.requestOwn();
    const other = await next;
    await other.accept();
    await list.reaches(second, 'ready');
    await list.act('cancel', second);
    await other.reaches(VerificationPhase.Cancelled);
    await again.stop();
  });

  it('goes on over a network that is cut and a server that fails', async () => {
    const agnes = await story.start('cut');
    const accountId = await signIn(agnes, story, 'agnes');
    const ours = new TestVerifications(agnes.page, accountId);
    const incoming = PeerVerification.incoming(old);
    const id = await ours.requestOwn();
    const theirs = await incoming;
    await theirs.accept();
    await ours.reaches(id, 'ready');
    const busy = story.proxy.add({ match: /sendToDevice/, fault: { kind: 'status', status: 500 }, times: 1 });
    await ours.act('startEmoji', id);
    const callbacks = await theirs.compares(false);
    await ours.reaches(id, 'comparing');
    busy.remove();
    story.proxy.add({ match: /sendToDevice/, fault: { kind: 'status', status: 429, retryAfterMs: 100 }, times: 1 });
    story.proxy.add({ match: /sendToDevice/, fault: { kind: 'cut', at: 'before-request' }, times: 1 });
    await Promise.all([ours.act('confirm', id), callbacks.confirm()]);
    await ours.reaches(id, 'done');
    await theirs.reaches(VerificationPhase.Done);
    story.proxy.clear();
    await agnes.stop();
  });

  it('says so at once where the request itself cannot be sent, and lists nothing', async () => {
    const agnes = await story.start('refused');
    const accountId = await signIn(agnes, story, 'agnes');
    const ours = new TestVerifications(agnes.page, accountId);
    story.proxy.add({ match: /sendToDevice/, fault: { kind: 'status', status: 403, errcode: 'M_FORBIDDEN' } });
    await expect(ours.requestOwn()).rejects.toMatchObject({ code: 'server.error', detail: { status: 403 } });
    await expect.poll(() => ours.feed.items()).toEqual([]);
    story.proxy.clear();
    await agnes.stop();
  });
});

describe('hostile messages of verifications', () => {
  let story: Story;
  let agnes: Running;
  let accountId: AccountId;
  let mallory: Peer;
  /** Who sends one thing at a time, after the flood. */
  let trent: Peer;
  let ours: TestVerifications;
  let deviceId: string;
  beforeAll(async () => {
    story = await startStory(['agnes', 'mallory', 'trent']);
    mallory = await peerOf(story, 'mallory');
    trent = await peerOf(story, 'trent');
    await Promise.all([mallory.signDevice(), trent.signDevice()]);
    agnes = await story.start('agnes');
    accountId = await signIn(agnes, story, 'agnes');
    ({ deviceId } = await standing(agnes.page, accountId, () => true));
    ours = new TestVerifications(agnes.page, accountId);
  });
  afterAll(async () => {
    mallory.stop();
    trent.stop();
    await story.close();
  });

  const say = (type: string, content: Content, from = mallory): Promise<unknown> =>
    from.client.sendToDevice(type, new Map([[asUser('agnes', story), new Map([[deviceId, content]])]]));
  const request = (transaction: string, from = mallory, timestamp = Date.now()): Promise<unknown> =>
    say('m.key.verification.request', { from_device: from.deviceId, methods: ['m.sas.v1'], timestamp, transaction_id: transaction }, from);
  const fromTrent = (): Promise<Verification> =>
    ours.incoming(({ other, state }) => other.userId === trent.userId && state.phase === 'requested');
  const open = (): readonly Verification[] => ours.feed.items().filter(({ state }) => state.phase !== 'cancelled');

  it('a thousand requests are a short list, and what is malformed is none', async () => {
    await say('m.key.verification.request', { from_device: 7, transaction_id: {}, timestamp: 'now' });
    await say('m.key.verification.key', { transaction_id: 'unknown', key: 'x'.repeat(10_000) });
    await say('m.key.verification.cancel', { transaction_id: 'unknown', code: 'm.user', reason: 'x'.repeat(10_000) });
    for (let n = 0; n < 1000; n += 50) await Promise.all(Array.from({ length: 50 }, (_, at) => request(`flood-${n + at}`)));
    await ours.feed.until((items) => items.length >= 3, 60_000);
    expect(open().length).toBeLessThanOrEqual(4);
    expect(open()[0]?.other.userId).toBe(mallory.userId);
  });

  it('are refused one after the other, and a long reason is not looked at', async () => {
    const first = await ours.incoming(({ state }) => state.phase === 'requested');
    const transaction = 'flood-0';
    await say('m.key.verification.cancel', { transaction_id: transaction, code: 'm.user', reason: 'x'.repeat(10_000) });
    await ours.feed.until((items) =>
      items.some((item) => item.verificationId === first.verificationId && item.state.phase === 'cancelled'),
    );
    for (let left = open(); left.length > 0; left = open()) {
      for (const { verificationId } of left) await ours.act('cancel', verificationId);
      await ours.feed.until(() => open().length < left.length || open().length === 0);
    }
    expect(JSON.stringify(ours.feed.items())).not.toContain('xxxxx');
  });

  it('keys that do not fit what was promised end it as an attack', async () => {
    await request('commitment', trent);
    const { verificationId } = await fromTrent();
    await ours.act('accept', verificationId);
    await ours.reaches(verificationId, 'ready');
    await ours.act('startEmoji', verificationId);
    await ours.reaches(verificationId, 'started');
    await say(
      'm.key.verification.accept',
      {
        transaction_id: 'commitment',
        method: 'm.sas.v1',
        key_agreement_protocol: 'curve25519-hkdf-sha256',
        hash: 'sha256',
        message_authentication_code: 'hkdf-hmac-sha256.v2',
        short_authentication_string: ['decimal', 'emoji'],
        commitment: 'cHJvbWlzZWQgc29tZXRoaW5nIGVsc2UsIGVudGlyZWx5',
      },
      trent,
    );
    await say('m.key.verification.key', { transaction_id: 'commitment', key: 'de9EJkGwdYH1DQnmjW5hTw2RQQnMz7NPLyKk7tMbYTg' }, trent);
    expect((await ours.reaches(verificationId, 'cancelled')).state).toMatchObject({ reason: 'keys-changed' });
  });

  it('a request of another day is taken while it comes live: clocks may be wrong', async () => {
    await request('clock', trent, Date.now() - 24 * 3_600_000);
    const { verificationId } = await fromTrent();
    await ours.act('accept', verificationId);
    await ours.reaches(verificationId, 'ready');
    await ours.act('cancel', verificationId);
  });
});
