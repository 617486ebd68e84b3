import { CodedError, type AccountId, type CallInput, type CallOutput, type EventId, type RoomId } from '../../../preload/contract/index.ts';
import type { Account } from '../../matrix/index.ts';
import { Faces, reactorsOf, versionsOf } from '../../timeline/index.ts';
import type { FeedDependencies } from '../types.ts';
import { openAccount } from '../with-account.ts';
import { forward } from './forward.ts';
import { permalinkOf } from './permalink.ts';
import { loadOlder, roomFiles } from './room-files.ts';

/** Versions and reactions of one message that are looked at. */
const mostVersions = 200;
const mostReactions = 500;

type Target = { accountId: AccountId; roomId: RoomId; eventId: EventId };

/** What an agent asks of one message beside the conversation. All reject with `CodedError`. */
export interface ConversationService {
  permalink(target: Target): Promise<CallOutput<'conversation.permalink'>>;
  /** Link to a room, by its address where it is entered with it. */
  roomLink(accountId: AccountId, roomId: RoomId): Promise<string>;
  source(target: Target): Promise<CallOutput<'conversation.source'>>;
  versions(target: Target): Promise<CallOutput<'conversation.versions'>>;
  reactors(target: Target): Promise<CallOutput<'conversation.reactors'>>;
  previewLink(input: CallInput<'conversation.previewLink'>): Promise<CallOutput<'conversation.previewLink'>>;
  report(input: CallInput<'conversation.report'>): Promise<void>;
  readThread(input: CallInput<'conversation.readThread'>): Promise<void>;
  pin(input: CallInput<'conversation.pin'>): Promise<void>;
  atDate(input: CallInput<'conversation.atDate'>): Promise<CallOutput<'conversation.atDate'>>;
  forward(input: CallInput<'conversation.forward'>): Promise<void>;
  files(input: CallInput<'conversation.files'>): Promise<CallOutput<'conversation.files'>>;
  loadOlder(input: CallInput<'conversation.loadOlder'>): Promise<CallOutput<'conversation.loadOlder'>>;
}

export function createConversation(dependencies: FeedDependencies): ConversationService {
  const { accounts, mediaUrl } = dependencies;
  const account = (accountId: AccountId): Account => openAccount(accounts, accountId);
  return {
    permalink: async ({ accountId, roomId, eventId }) => ({
      url: await permalinkOf(account(accountId), { roomId, eventId }, dependencies.permalinks),
    }),
    roomLink: (accountId, roomId) => permalinkOf(account(accountId), { roomId, eventId: null }, dependencies.permalinks),
    source: ({ accountId, roomId, eventId }) => sourceOf(account(accountId), roomId, eventId),
    versions: async ({ accountId, roomId, eventId }) => {
      const opened = account(accountId);
      const { original, related, complete } = await withRelations(opened, roomId, eventId, 'm.replace', mostVersions);
      return { versions: versionsOf(original, related, mediaUrl(accountId)), complete };
    },
    reactors: async ({ accountId, roomId, eventId }) => {
      const opened = account(accountId);
      const { related, complete } = await withRelations(opened, roomId, eventId, 'm.annotation', mostReactions);
      const faces = new Faces(mediaUrl(accountId));
      const profiles = await opened.cache.profiles(roomId, [...new Set(related.map((event) => event.sender))]);
      faces.renew(new Map(profiles.map((profile) => [profile.userId, profile])));
      return { reactions: reactorsOf(related, faces.senderOf), complete };
    },
    previewLink: async ({ accountId, url }) => {
      const found = await account(accountId).conversation.findLink(url);
      if (found === null) return { preview: null };
      return { preview: { ...found, image: found.image === null ? null : mediaUrl(accountId)({ kind: 'avatar', mxc: found.image }) } };
    },
    report: async ({ accountId, roomId, eventId, reason }) => account(accountId).conversation.report(roomId, eventId, reason),
    readThread: async ({ accountId, roomId, eventId, root }) => account(accountId).conversation.readThread(roomId, root, eventId),
    pin: async ({ accountId, roomId, eventId, pinned }) => account(accountId).conversation.pin(roomId, eventId, pinned),
    atDate: async ({ accountId, roomId, at }) => ({ eventId: await account(accountId).conversation.eventAt(roomId, at) }),
    files: async (input) => roomFiles(account(input.accountId), input, mediaUrl(input.accountId)),
    loadOlder: async ({ accountId, roomId }) => loadOlder(account(accountId), roomId),
    forward: async (input) => forward(account(input.accountId), input, mediaUrl(input.accountId), dependencies.copyFile),
  };
}

/** A message with what relates to it: from the server where it answers, with what is stored. */
async function withRelations(account: Account, roomId: RoomId, eventId: EventId, relType: string, most: number) {
  const original = await account.conversation.fetch(roomId, eventId);
  if (!original) throw new CodedError('message.unknown', 'the message cannot be read');
  const complete = await account.conversation.loadRelations(roomId, eventId, relType, most).then(
    () => true,
    () => false,
  );
  return { original, related: await account.cache.related(roomId, eventId, relType, most), complete };
}

/** The event as the server has it, else as it is stored. What was decrypted is only here. */
async function sourceOf(account: Account, roomId: RoomId, eventId: EventId): Promise<CallOutput<'conversation.source'>> {
  const stored = (await account.cache.event(roomId, eventId))?.event ?? null;
  const raw = await account.conversation.raw(roomId, eventId).catch((error: unknown) => {
    if (!stored) throw error;
    const { type, sender, sentAt, content, stateKey } = stored;
    return { event_id: eventId, type, sender, origin_server_ts: sentAt, content, ...(stateKey === null ? {} : { state_key: stateKey }) };
  });
  const clear = stored?.decryption.status === 'ok' ? stored.decryption.clear : null;
  return { raw: JSON.stringify(raw, null, 2), clear: clear && JSON.stringify(clear, null, 2) };
}
