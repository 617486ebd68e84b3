import type { AccountId, MessageItem, RoomId, TimelineItem } from '../../preload/contract/index.ts';
import type { TestUser } from '../homeserver/index.ts';
import type { Peer } from '../peer/index.ts';
import { PeerVerification, VerificationPhase } from '../peer/verifying.ts';
import { asRoom, asUser, join, type Running, type Story } from './story.ts';
import { TestVerifications } from './verifications.ts';

export const userOf = (story: Story, localpart: string): TestUser => ({
  userId: asUser(localpart, story),
  localpart,
  password: `motdepasse-${localpart}`,
});

/** An encrypted room of the peer that the agent has joined. */
export async function roomOf(story: Story, peer: Peer, running: Running, accountId: AccountId, name: string): Promise<RoomId> {
  const roomId = asRoom(await peer.createRoom({ name, invite: [asUser('agnes', story)] }));
  await join(running, accountId, roomId);
  await peer.knows(roomId, 2);
  return roomId;
}

export const messageOf = (items: readonly TimelineItem[], eventId: string): MessageItem | undefined =>
  items.find((item): item is MessageItem => item.type === 'message' && item.eventId === eventId);

/** Waits until a message stands so in the room, and returns it. */
export async function untilMessage(
  { page }: Running,
  accountId: AccountId,
  roomId: RoomId,
  holds: (message: MessageItem) => boolean,
): Promise<MessageItem> {
  const timeline = page.feed('timeline', { accountId, roomId });
  const find = (items: readonly TimelineItem[]) => items.find((item): item is MessageItem => item.type === 'message' && holds(item));
  const items = await timeline.until((all) => find(all) !== undefined);
  timeline.close();
  return find(items) as MessageItem;
}

/** The agent and a person compare emoji, and both say that they are the same. */
export async function verify(story: Story, running: Running, accountId: AccountId, peer: Peer, roomId: RoomId): Promise<void> {
  const ours = new TestVerifications(running.page, accountId);
  await peer.client.getCrypto()?.getUserDeviceInfo([asUser('agnes', story)], true);
  const theirs = await PeerVerification.askUser(peer, asUser('agnes', story), roomId);
  const { verificationId } = await ours.incoming();
  await ours.act('accept', verificationId);
  await ours.reaches(verificationId, 'ready');
  await theirs.reaches(VerificationPhase.Ready);
  const callbacks = theirs.compares(true);
  await ours.reaches(verificationId, 'comparing');
  await Promise.all([ours.act('confirm', verificationId), (await callbacks).confirm()]);
  await ours.reaches(verificationId, 'done');
}

/** Waits until the feed tells this of the members of a room. */
export async function untilTrust({ page }: Running, accountId: AccountId, roomId: RoomId, wanted: string[]): Promise<void> {
  const trust = page.feed('trust', { accountId, roomId });
  await trust.until((members) => JSON.stringify(members.map((member) => member.trust)) === JSON.stringify(wanted));
  trust.close();
}

/** Waits until the agent's device is signed by the identity it made, without which it could verify nobody. */
export async function untilIdentity({ page }: Running, accountId: AccountId): Promise<void> {
  const identity = page.feed('identity', { accountId });
  await identity.until(([view]) => view?.status === 'needs-code' || view?.status === 'ready');
  identity.close();
}
