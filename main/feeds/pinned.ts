import type { EventId, PinnedMessage, RoomId } from '../../preload/contract/index.ts';
import { CodedError } from '../../preload/contract/index.ts';
import type { FeedSources } from '../../preload/wire/index.ts';
import { ArrangedList } from '../lists/index.ts';
import type { Account } from '../matrix/index.ts';
import { asArray, isEventId, type SyncChanges } from '../records/index.ts';
import { Faces, shownMessage, type MediaUrlOf } from '../timeline/index.ts';
import { Serial } from './serial.ts';
import type { FeedDependencies } from './types.ts';
import { openAccount, whileOpen } from './with-account.ts';

const most = 100;
const mostEdits = 50;

/** Feed `pinned`. What is not stored is asked of the server; what cannot be had is told without a content. */
export function pinnedFeed({ accounts, mediaUrl, log }: FeedDependencies): FeedSources['pinned'] {
  return async ({ accountId, roomId }, sink) => {
    const account = openAccount(accounts, accountId);
    if (!(await account.cache.room(roomId))) throw new CodedError('room.unknown', 'no such room');
    const list = new ArrangedList<PinnedMessage>((item) => item.eventId);
    const serial = new Serial((error) => log.warn('pinned messages were not renewed', { error }));
    const read = async (): Promise<void> => {
      const items = await pinnedOf(account, roomId, mediaUrl(accountId));
      if (!serial.stopped) list.arrange(items);
    };
    sink.reset([], {});
    list.observe((diffs) => sink.push(diffs));
    serial.request('read', read);
    const stops = [
      account.onSync((changes) => concerns(changes, roomId) && serial.request('read', read)),
      account.onDecrypted((roomIds) => roomIds.includes(roomId) && serial.request('read', read)),
    ];
    return whileOpen(accounts, account, sink, () => {
      stops.forEach((stop) => stop());
      serial.stop();
    });
  };
}

/** The list changed, or a message that may be on it. */
const concerns = ({ timelines }: SyncChanges, roomId: RoomId): boolean =>
  timelines.some(
    (timeline) =>
      timeline.roomId === roomId &&
      (timeline.limited ||
        timeline.events.some(
          ({ type, content }) => ['m.room.pinned_events', 'm.room.redaction'].includes(type) || content['m.relates_to'],
        )),
  );

async function pinnedOf(account: Account, roomId: RoomId, mediaUrl: MediaUrlOf): Promise<PinnedMessage[]> {
  const content = await account.cache.state(roomId, 'm.room.pinned_events', '');
  const ids = [...new Set(asArray(content?.['pinned']).filter(isEventId))].slice(-most).reverse();
  const faces = new Faces(mediaUrl);
  const found = await Promise.all(ids.map((eventId) => messageOf(account, roomId, eventId, mediaUrl)));
  const senders = [...new Set(found.flatMap(({ event }) => event?.sender ?? []))];
  faces.renew(new Map((await account.cache.profiles(roomId, senders)).map((profile) => [profile.userId, profile])));
  return found.map(({ eventId, event, shown }) => ({
    eventId,
    sender: event && faces.senderOf(event.sender),
    sentAt: event?.sentAt ?? 0,
    content: shown,
  }));
}

async function messageOf(account: Account, roomId: RoomId, eventId: EventId, mediaUrl: MediaUrlOf) {
  const event = await account.conversation.fetch(roomId, eventId).catch(() => null);
  const edits = event ? await account.cache.related(roomId, eventId, 'm.replace', mostEdits) : [];
  return { eventId, event, shown: event && event.stateKey === null ? shownMessage(event, edits, mediaUrl) : null };
}
