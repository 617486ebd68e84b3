import type { CallInput, CallOutput, RoomFile, RoomId } from '../../../preload/contract/index.ts';
import type { Account } from '../../matrix/index.ts';
import type { SearchHit, SearchKind, SearchWanted } from '../../store/index.ts';
import { Faces, shownMessage, type MediaUrlOf } from '../../timeline/index.ts';

type Kind = CallInput<'conversation.files'>['kind'];

const page = 60;
/** Messages that are looked at for one page: the index does not tell a video from a sound. */
const mostPages = 5;
const mostEdits = 20;
const indexed: { [K in Kind]: SearchKind[] } = {
  all: ['image', 'media', 'file'],
  images: ['image'],
  videos: ['media'],
  sounds: ['media'],
  files: ['file'],
};
const shown: { [K in Kind]: readonly string[] } = {
  all: ['image', 'video', 'audio', 'file'],
  images: ['image'],
  videos: ['video'],
  sounds: ['audio'],
  files: ['file'],
};

/** Files of a room that are on this machine, newest first. A name is found by the beginnings of its words. */
export async function roomFiles(
  account: Account,
  input: CallInput<'conversation.files'>,
  mediaUrl: MediaUrlOf,
): Promise<CallOutput<'conversation.files'>> {
  const { roomId, kind, name, sender, from, to } = input;
  const words = name.split(/\s+/u).filter((word) => word !== '');
  const wanted: SearchWanted = {
    words: words.map((text) => ({ text, prefix: true })),
    kinds: indexed[kind],
    link: false,
    roomId,
    sender,
    from,
    to,
    before: input.cursor,
    limit: page,
  };
  const files: RoomFile[] = [];
  let waiting = 0;
  for (let pages = 0; pages < mostPages && files.length < page; pages++) {
    const answer = await account.cache.search(wanted);
    waiting = answer.waiting;
    files.push(...(await filesOf(account, roomId, answer.hits, mediaUrl)).filter(({ content }) => shown[kind].includes(content.kind)));
    const last = answer.hits.at(-1);
    wanted.before = answer.hits.length < page || !last ? null : last.place;
    if (wanted.before === null) break;
  }
  return { files, next: wanted.before, waiting, complete: (await account.cache.holeBefore(roomId, null)) === null };
}

async function filesOf(account: Account, roomId: RoomId, hits: readonly SearchHit[], mediaUrl: MediaUrlOf): Promise<RoomFile[]> {
  const faces = new Faces(mediaUrl);
  const senders = [...new Set(hits.map(({ event }) => event.sender))];
  faces.renew(new Map((await account.cache.profiles(roomId, senders)).map((profile) => [profile.userId, profile])));
  const files = hits.map(async ({ event }) => {
    const edits = await account.cache.related(roomId, event.eventId, 'm.replace', mostEdits);
    const content = shownMessage(event, edits, mediaUrl);
    return content && { eventId: event.eventId, sender: faces.senderOf(event.sender), sentAt: event.sentAt, content };
  });
  return (await Promise.all(files)).filter((file) => file !== null);
}

/** Brings older history of a room from the server into the store, whether it is open or not. */
export async function loadOlder(account: Account, roomId: RoomId): Promise<{ more: boolean }> {
  const hole = await account.cache.holeBefore(roomId, null);
  if (hole) await account.rooms.paginate(roomId, hole, 100);
  return { more: (await account.cache.holeBefore(roomId, null)) !== null };
}
