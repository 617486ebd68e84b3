import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, UserId, Verification } from '../../preload/contract/index.ts';
import { emojiNames } from '../../renderer/text/en/emoji-names.ts';
import { sasSymbols } from '../../renderer/text/sas-symbols.ts';
import { asRoom, asUser, join, signIn, standing, startStory, type Running, type Story } from '../integration/story.ts';
import { TestVerifications } from '../integration/verifications.ts';
import { Peer, until } from '../peer/index.ts';
import { bytesOfCode } from '../peer/qr.ts';
import { PeerVerification, VerificationPhase } from '../peer/verifying.ts';

const peerOf = (story: Story, localpart: string): Promise<Peer> =>
  Peer.start(story.server, { userId: asUser(localpart, story), localpart, password: `motdepasse-${localpart}` });

/** Compares emoji to the end; both sides must show the same. */
async function compare(
  ours: TestVerifications,
  id: Verification['verificationId'],
  theirs: PeerVerification,
  weStart: boolean,
): Promise<void> {
  await ours.reaches(id, 'ready');
  await theirs.reaches(VerificationPhase.Ready);
  if (weStart) await ours.act('startEmoji', id);
  const callbacks = await theirs.compares(!weStart);
  const { state } = await ours.reaches(id, 'comparing');
  expect(state.emoji?.map((index) => [sasSymbols[index], emojiNames[index]])).toEqual(callbacks.sas.emoji);
  expect(state.decimals).toEqual(callbacks.sas.decimal);
  await Promise.all([ours.act('confirm', id), callbacks.confirm()]);
  await ours.reaches(id, 'done');
  await theirs.reaches(VerificationPhase.Done);
}

/** The other side is plain matrix-js-sdk: none of our code. */
describe('verifying own devices with an independent client', () => {
  let story: Story;
  let agnes: Running;
  let accountId: AccountId;
  let old: Peer;
  let ours: TestVerifications;
  beforeAll(async () => {
    story = await startStory(['agnes']);
    old = await peerOf(story, 'agnes');
    await old.signDevice();
    agnes = await story.start('agnes');
    accountId = await signIn(agnes, story, 'agnes');
    ours = new TestVerifications(agnes.page, accountId);
  });
  afterAll(async () => {
    old.stop();
    await story.close();
  });

  const ourDevice = async (): Promise<string> => {
    const { devices } = await old.client.getDevices();
    return devices.find((device) => device.device_id !== old.deviceId)?.device_id ?? '';
  };
  const trusts = async (): Promise<boolean> =>
    (await old.client.getCrypto()?.getDeviceVerificationStatus(old.userId, await ourDevice()))?.crossSigningVerified ?? false;

  it('ends when emoji differ, and says why on both sides', async () => {
    const incoming = PeerVerification.incoming(old);
    const id = await ours.requestOwn();
    const theirs = await incoming;
    await theirs.accept();
    await ours.reaches(id, 'ready');
    await ours.act('startEmoji', id);
    const callbacks = await theirs.compares(false);
    await ours.reaches(id, 'comparing');
    await ours.act('mismatch', id);
    expect((await ours.reaches(id, 'cancelled')).state).toEqual({ phase: 'cancelled', reason: 'mismatch', byMe: true });
    await theirs.reaches(VerificationPhase.Cancelled);
    expect(theirs.request.cancellationCode).toBe('m.mismatched_sas');
    expect(callbacks.sas.emoji).toHaveLength(7);
    await ours.act('dismiss', id);
    await ours.feed.until((items) => items.length === 0);
    expect(await trusts()).toBe(false);
  });

  it('is refused by either side, and tells the other', async () => {
    const incoming = PeerVerification.incoming(old);
    const id = await ours.requestOwn();
    await (await incoming).cancel();
    expect((await ours.reaches(id, 'cancelled')).state).toEqual({ phase: 'cancelled', reason: 'declined', byMe: false });

    const theirs = await PeerVerification.askDevice(old, old.userId, await ourDevice());
    const { verificationId } = await ours.incoming();
    await ours.act('cancel', verificationId);
    expect((await ours.reaches(verificationId, 'cancelled')).state).toMatchObject({ reason: 'declined', byMe: true });
    await theirs.reaches(VerificationPhase.Cancelled);
  });

  it('goes on with one that is open instead of asking twice', async () => {
    const incoming = PeerVerification.incoming(old);
    const id = await ours.requestOwn();
    expect(await ours.requestOwn()).toBe(id);
    const theirs = await incoming;
    await ours.act('cancel', id);
    await theirs.reaches(VerificationPhase.Cancelled);
  });

  it('compares emoji when we ask, and is given the keys that sign', async () => {
    const incoming = PeerVerification.incoming(old);
    const id = await ours.requestOwn();
    const theirs = await incoming;
    await theirs.accept();
    await compare(ours, id, theirs, true);
    await until('the peer trusts our device', async () => ((await trusts()) ? true : null));
    const identity = agnes.page.feed('identity', { accountId });
    await identity.until(([view]) => view?.status === 'needs-code' || view?.status === 'ready', 60_000);
    identity.close();
  });

  it('compares emoji when they ask and start', async () => {
    const theirs = await PeerVerification.askDevice(old, old.userId, await ourDevice());
    const { verificationId, other, isSelf } = await ours.incoming();
    expect({ isSelf, device: other.deviceId, name: other.deviceName }).toEqual({
      isSelf: true,
      device: old.deviceId,
      name: 'Autre client',
    });
    await ours.act('accept', verificationId);
    await compare(ours, verificationId, theirs, false);
  });

  it('lets the other device read our QR code', async () => {
    const incoming = PeerVerification.incoming(old);
    const id = await ours.requestOwn();
    const theirs = await incoming;
    await theirs.accept();
    await ours.reaches(id, 'ready');
    await ours.act('showQr', id);
    const items = await ours.feed.until((all) => all.some(({ state }) => state.phase === 'ready' && state.qr !== null));
    const state = items.find((item) => item.verificationId === id)?.state;
    if (state?.phase !== 'ready' || state.qr === null) throw new Error('no code');
    await theirs.scans(bytesOfCode(state.qr));
    await ours.reaches(id, 'scanned');
    await ours.act('confirm', id);
    await ours.reaches(id, 'done');
    await theirs.reaches(VerificationPhase.Done);
  });

  it('reads the QR code of the other device, and no other code', async () => {
    const theirs = await PeerVerification.askDevice(old, old.userId, await ourDevice());
    const { verificationId } = await ours.incoming();
    await ours.act('accept', verificationId);
    await theirs.reaches(VerificationPhase.Ready);
    await expect(ours.scan(verificationId, new TextEncoder().encode('https://example.org'))).rejects.toMatchObject({
      code: 'verification.bad-code',
    });
    await ours.scan(verificationId, await theirs.showsQr());
    await ours.reaches(verificationId, 'confirming');
    await theirs.confirmsScan();
    await ours.reaches(verificationId, 'done');
    await theirs.reaches(VerificationPhase.Done);
  });
});

describe('verifying another person with an independent client', () => {
  let story: Story;
  let agnes: Running;
  let accountId: AccountId;
  let deviceId: string;
  let bruno: Peer;
  let signer: Peer;
  let ours: TestVerifications;
  beforeAll(async () => {
    story = await startStory(['agnes', 'bruno']);
    [signer, bruno] = await Promise.all([peerOf(story, 'agnes'), peerOf(story, 'bruno')]);
    await Promise.all([signer.signDevice(), bruno.signDevice()]);
    agnes = await story.start('agnes');
    accountId = await signIn(agnes, story, 'agnes');
    ours = new TestVerifications(agnes.page, accountId);
    ({ deviceId } = await standing(agnes.page, accountId, () => true));
    const incoming = PeerVerification.incoming(signer);
    const id = await ours.requestOwn();
    const theirs = await incoming;
    await theirs.accept();
    await compare(ours, id, theirs, true);
    signer.stop();
  });
  afterAll(async () => {
    bruno.stop();
    await story.close();
  });

  it('goes through the direct message, encrypted, when we ask', async () => {
    const before = story.proxy.seen.length;
    const incoming = PeerVerification.incoming(bruno);
    const asked = ours.requestUser(bruno.userId as UserId);
    const invited = await until(
      'the invitation',
      () => bruno.client.getRooms().find((room) => room.getMyMembership() === 'invite') ?? null,
    );
    await bruno.join(invited.roomId);
    const id = await asked;
    const theirs = await incoming;
    await theirs.accept();
    await compare(ours, id, theirs, true);
    const sent = story.proxy.seen.slice(before).filter(({ method, path }) => method === 'PUT' && path.includes('/send/'));
    expect(sent.length).toBeGreaterThan(3);
    expect(sent.filter(({ path }) => !path.includes('/send/m.room.encrypted/'))).toEqual([]);
    await until('the peer trusts us', async () =>
      (await bruno.client.getCrypto()?.getUserVerificationStatus(asUser('agnes', story)))?.isCrossSigningVerified() ? true : null,
    );
  });

  it('goes through the direct message when they ask, in clear or not', async () => {
    const roomId = asRoom(await bruno.createRoom({ direct: true, invite: [asUser('agnes', story)] }));
    await join(agnes, accountId, roomId);
    await bruno.knows(roomId, 2);
    const theirs = await PeerVerification.askUser(bruno, asUser('agnes', story), roomId);
    const { verificationId, other, roomId: through } = await ours.incoming();
    expect({ user: other.userId, through }).toEqual({ user: bruno.userId, through: roomId });
    await ours.act('accept', verificationId);
    await compare(ours, verificationId, theirs, false);
  });

  it('goes by to-device messages', async () => {
    const incoming = PeerVerification.incoming(bruno);
    const id = await ours.requestDevice(bruno.userId as UserId, bruno.deviceId);
    const theirs = await incoming;
    await theirs.accept();
    await compare(ours, id, theirs, true);
  });

  it('lists a second request of the same person, and takes it when the first has ended', async () => {
    const first = await PeerVerification.askDevice(bruno, asUser('agnes', story), deviceId);
    const one = await ours.incoming();
    await bruno.client.sendToDevice('m.key.verification.request', requestTo(asUser('agnes', story), deviceId, bruno.deviceId, 'second'));
    const items = await ours.feed.until((all) => all.some(({ state }) => state.phase === 'waiting'));
    const two = items.find(({ state }) => state.phase === 'waiting') as Verification;
    await ours.act('cancel', one.verificationId);
    await first.reaches(VerificationPhase.Cancelled);
    await ours.reaches(two.verificationId, 'requested');
    await ours.act('cancel', two.verificationId);
  });
});

function requestTo(
  userId: string,
  deviceId: string,
  from: string,
  transaction: string,
): Map<string, Map<string, { [key: string]: unknown }>> {
  const content = { from_device: from, methods: ['m.sas.v1'], timestamp: Date.now(), transaction_id: transaction };
  return new Map([[userId, new Map([[deviceId, content]])]]);
}
