import type { RoomId, ThreadItem } from '../../preload/contract/index.ts';
import { CodedError } from '../../preload/contract/index.ts';
import type { FeedSources } from '../../preload/wire/index.ts';
import { ArrangedList } from '../lists/index.ts';
import type { Account } from '../matrix/index.ts';
import type { EventRecord, SyncChanges } from '../records/index.ts';
import { Faces, shownMessage, type MediaUrlOf } from '../timeline/index.ts';
import { Serial } from './serial.ts';
import type { FeedDependencies } from './types.ts';
import { openAccount, whileOpen } from './with-account.ts';

const mostEdits = 50;

/** Feed `threads`: those that are stored at once, then those that the server has. */
export function threadsFeed({ accounts, mediaUrl, log }: FeedDependencies): FeedSources['threads'] {
  return async ({ accountId, roomId }, sink) => {
    const account = openAccount(accounts, accountId);
    if (!(await account.cache.room(roomId))) throw new CodedError('room.unknown', 'no such room');
    const list = new ArrangedList<ThreadItem>((item) => item.eventId);
    const serial = new Serial((error) => log.warn('threads were not renewed', { error }));
    const read = async (): Promise<void> => {
      const items = await threadsOf(account, roomId, mediaUrl(accountId));
      if (!serial.stopped) list.arrange(items);
    };
    sink.reset([], { loading: true });
    list.observe((diffs) => sink.push(diffs));
    serial.request('read', read);
    account.conversation
      .loadThreads(roomId)
      .catch((error: unknown) => log.info('threads were not loaded', { error }))
      .finally(() => {
        serial.request('read', read);
        if (!serial.stopped) sink.push([], { loading: false });
      });
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

const concerns = ({ timelines, rooms }: SyncChanges, roomId: RoomId): boolean =>
  rooms.includes(roomId) || timelines.some((timeline) => timeline.roomId === roomId);

async function threadsOf(account: Account, roomId: RoomId, mediaUrl: MediaUrlOf): Promise<ThreadItem[]> {
  const [threads, room] = await Promise.all([account.cache.threads(roomId, null), account.cache.room(roomId)]);
  const roots = await Promise.all(threads.map(async ({ root }) => (await account.cache.event(roomId, root))?.event ?? null));
  const senders = [...roots, ...threads.map(({ latest }) => latest)].flatMap((event) => event?.sender ?? []);
  const faces = new Faces(mediaUrl);
  faces.renew(new Map((await account.cache.profiles(roomId, [...new Set(senders)])).map((profile) => [profile.userId, profile])));
  const shown = async (event: EventRecord | null) =>
    event && shownMessage(event, await account.cache.related(roomId, event.eventId, 'm.replace', mostEdits), mediaUrl);
  return Promise.all(
    threads.map(async ({ root, count, latest }, at) => {
      const first = roots[at] ?? null;
      const counts = room?.threads?.find((thread) => thread.root === root);
      return {
        eventId: root,
        sender: first && faces.senderOf(first.sender),
        content: await shown(first),
        count,
        latest: { sender: faces.senderOf(latest.sender), sentAt: latest.sentAt, content: await shown(latest) },
        unread: counts?.unread ?? 0,
        mentions: counts?.mentions ?? 0,
      };
    }),
  );
}
