import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '../../preload/contract/index.ts';
import { emojiNames } from '../../renderer/text/en/emoji-names.ts';
import { sasSymbols } from '../../renderer/text/sas.ts';
import { asUser, signIn, startStory, type Running, type Story } from '../integration/story.ts';
import { TestVerifications } from '../integration/verifications.ts';
import { Peer } from '../peer/index.ts';
import { PeerVerification, VerificationPhase } from '../peer/verifying.ts';

/** The other side is plain matrix-js-sdk: none of our code. */
describe('verifying own devices with an independent client', () => {
  let story: Story;
  let agnes: Running;
  let accountId: AccountId;
  let old: Peer;
  let ours: TestVerifications;
  beforeAll(async () => {
    story = await startStory(['agnes']);
    old = await Peer.start(story.server, { userId: asUser('agnes', story), localpart: 'agnes', password: 'motdepasse-agnes' });
    await old.signDevice();
    agnes = await story.start('agnes');
    accountId = await signIn(agnes, story, 'agnes');
    ours = new TestVerifications(agnes.page, accountId);
  });
  afterAll(async () => {
    old.stop();
    await story.close();
  });

  it('compares emoji when we ask, and is given the keys that sign', async () => {
    const incoming = PeerVerification.incoming(old);
    const id = await ours.requestOwn();
    const theirs = await incoming;
    await theirs.accept();
    const { state } = await ours.reaches(id, 'ready');
    expect(state.can).toEqual({ emoji: true, showQr: true, scanQr: true });
    await ours.act('startEmoji', id);
    const callbacks = await theirs.compares(false);
    const comparing = await ours.reaches(id, 'comparing');
    expect(comparing.state.emoji?.map((index) => [sasSymbols[index], emojiNames[index]])).toEqual(callbacks.sas.emoji);
    expect(comparing.state.decimals).toEqual(callbacks.sas.decimal);
    await ours.act('confirm', id);
    await ours.reaches(id, 'confirming');
    await callbacks.confirm();
    await ours.reaches(id, 'done');
    await theirs.reaches(VerificationPhase.Done);
  });
});
