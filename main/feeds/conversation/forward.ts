import { CodedError, type CallInput, type Outgoing, type TransactionId } from '../../../preload/contract/index.ts';
import { randomUUID } from 'node:crypto';
import type { Account } from '../../matrix/index.ts';
import type { EventRecord } from '../../records/index.ts';
import { shownMessage, type MediaUrlOf } from '../../timeline/index.ts';
import type { FeedDependencies } from '../types.ts';

/** Edits of a message that are looked at for its newest version. */
const mostEdits = 50;
const nobody = { userIds: [], room: false };

/** What is written in a message, or its file; null for what cannot go to another room. */
type Copy = Extract<Outgoing, { kind: 'text' }> | { kind: 'file'; caption: string };

/**
 * Puts messages in the send queue of other rooms, as they stand now and in their order. Nobody is
 * mentioned again, and nothing of where they come from goes with them. A file is uploaded anew for
 * each room, under a key of its own, so that who reads one room can never open the file of another.
 */
export async function forward(
  account: Account,
  { accountId, roomId, eventIds, to }: CallInput<'conversation.forward'>,
  mediaUrl: MediaUrlOf,
  copyFile: FeedDependencies['copyFile'],
): Promise<void> {
  await checkTargets(account, to);
  const copies = await Promise.all(eventIds.map(async (eventId) => ({ eventId, copy: await copyOf(account, roomId, eventId, mediaUrl) })));
  for (const target of to) {
    for (const { eventId, copy } of copies) {
      const content: Outgoing =
        copy.kind === 'text'
          ? copy
          : {
              kind: 'attachment',
              attachmentId: await copyFile(accountId, roomId, eventId),
              caption: copy.caption,
              mentions: nobody,
              replyTo: null,
            };
      account.queue.send(target, randomUUID() as TransactionId, content);
    }
  }
}

async function checkTargets(account: Account, to: CallInput<'conversation.forward'>['to']): Promise<void> {
  for (const target of to) {
    const room = await account.cache.room(target);
    if (!room) throw new CodedError('room.unknown', 'no such room');
    if (room.membership !== 'join' || room.power.own < room.power.send) throw new CodedError('room.forbidden', 'nothing may be sent there');
  }
}

async function copyOf(
  account: Account,
  roomId: EventRecord['roomId'],
  eventId: EventRecord['eventId'],
  mediaUrl: MediaUrlOf,
): Promise<Copy> {
  const event = await account.conversation.fetch(roomId, eventId);
  const edits = await account.cache.related(roomId, eventId, 'm.replace', mostEdits);
  const content = event && event.stateKey === null ? shownMessage(event, edits, mediaUrl) : null;
  if (content?.kind === 'text')
    return { kind: 'text', style: content.style, body: content.body, html: content.html, mentions: nobody, replyTo: null };
  if (content && 'caption' in content && content.url !== null) return { kind: 'file', caption: content.caption };
  throw new CodedError('message.unknown', 'this message cannot go to another room');
}
