import { CodedError, type AccountId, type RoomId, type UserId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { written, type Document } from '../text/index.ts';
import { namedIn, reasonIn } from './composer-commands.ts';

/** Commands that change something else than the conversation. */
const actNames = ['invite', 'kick', 'ban', 'unban', 'topic', 'name', 'nick'] as const;
type ActName = (typeof actNames)[number];

export const isAct = (name: string): name is ActName => (actNames as readonly string[]).includes(name);

/** The room that is written in, and who the agent is there. */
export type ActingIn = { client: Client; room: { accountId: AccountId; roomId: RoomId }; self: UserId | null };

/** Does what a command asks for. Rejects with `CodedError`: `user.unknown` where it names nobody, else as the call. */
export async function act({ client, room, self }: ActingIn, name: ActName, rest: Document): Promise<void> {
  const text = written(rest).body.trim();
  if (name === 'topic') return void (await client.call('rooms.setTopic', { ...room, topic: text }));
  if (name === 'name') return void (await client.call('roomSettings.setName', { ...room, name: text }));
  if (name === 'nick') return void (await client.call('rooms.setOwnName', { ...room, name: text }));
  // Removing oneself would be leaving, which asks first.
  const people = namedIn(rest).filter((userId) => userId !== self);
  if (people.length === 0) throw new CodedError('user.unknown', 'nobody is named');
  const reason = reasonIn(rest).slice(0, 500);
  for (const userId of people) {
    if (name === 'invite') await client.call('rooms.invite', { ...room, userId });
    if (name === 'kick' || name === 'ban') await client.call(`roomSettings.${name}`, { ...room, userId, reason });
    if (name === 'unban') await client.call('roomSettings.unban', { ...room, userId });
  }
}
