import { CodedError, type EventId, type MessageRef, type RoomId } from '../../../preload/contract/index.ts';
import type { QueueRecord } from '../../records/index.ts';
import type { EventCache, PreciousStore } from '../../store/index.ts';
import type { Crypto } from '../crypto/index.ts';
import { parseObject, stringField, type Http } from '../http/index.ts';
import type { Uploader } from '../types.ts';
import {
  attachmentContent,
  editContent,
  pollContent,
  pollEndContent,
  reactionContent,
  textContent,
  voteContent,
  type ClearContent,
} from './content.ts';
import { encryptionTarget } from './encryption.ts';
import { isLocal } from './local-targets.ts';

export interface SenderParts {
  http: Http;
  userId: string;
  cache: Pick<EventCache, 'room' | 'state' | 'members' | 'replaceMembers' | 'event'>;
  precious: Pick<PreciousStore, 'updateQueued' | 'flush'>;
  crypto(): Promise<Pick<Crypto, 'encrypt' | 'knownSettings'>>;
  uploader: Pick<Uploader, 'upload'>;
  clearRooms: Set<RoomId>;
}
type Wire = NonNullable<QueueRecord['wire']>;

/** Reactions stay in clear in encrypted rooms, as in every Matrix client: what they say is in `m.relates_to`, which is never encrypted. */
const alwaysClear = 'm.reaction';

/** Sends one message and resolves with its event id. Rejects with `CodedError`; harmless when repeated. */
export async function sendOne(parts: SenderParts, entry: QueueRecord): Promise<string> {
  const room = `/_matrix/client/v3/rooms/${encodeURIComponent(entry.roomId)}`;
  const transaction = encodeURIComponent(entry.transactionId);
  if (entry.content.kind === 'redaction') {
    const { target, reason } = entry.content;
    const body = reason === null ? {} : { reason };
    return eventIdOf(await parts.http.json('PUT', `${room}/redact/${encodeURIComponent(sent(target))}/${transaction}`, { body }));
  }
  const wire = entry.wire ?? (await makeWire(parts, entry));
  const path = `${room}/send/${encodeURIComponent(wire.type)}/${transaction}`;
  return eventIdOf(await parts.http.json('PUT', path, { body: parseObject(wire.content) }));
}

function eventIdOf(answer: { [key: string]: unknown }): string {
  const eventId = stringField(answer, 'event_id');
  if (eventId === null) throw new CodedError('server.error', 'the answer holds no event_id', { retryable: true });
  return eventId;
}

/** The event of a message that another one is about. The queue sends none before it is known. */
function sent(ref: MessageRef): EventId {
  if (isLocal(ref)) throw new CodedError('message.unknown', 'about a message that was not sent');
  return ref;
}

/** A message as it goes out: encrypted where the room is. Rejects with `CodedError`. */
export async function prepared(
  parts: SenderParts,
  message: Pick<QueueRecord, 'roomId' | 'content'>,
): Promise<ClearContent & { encrypted: boolean }> {
  const target = await encryptionTarget(parts, message.roomId);
  const clear = await clearContent(parts, message, target !== null);
  if (target === null || clear.type === alwaysClear) return { ...clear, encrypted: false };
  return { ...(await (await parts.crypto()).encrypt(target, clear.type, clear.content)), encrypted: true };
}

/** Makes what goes out, and keeps it: every later attempt sends the same bytes. */
async function makeWire(parts: SenderParts, entry: QueueRecord): Promise<Wire> {
  const made = await prepared(parts, entry);
  const wire = { type: made.type, content: JSON.stringify(made.content) };
  if (!parts.precious.updateQueued(entry.transactionId, { wire })) throw new CodedError('message.unknown', 'taken back before it was sent');
  // A power cut must not bring back an older ratchet than what was sent with it.
  if (made.encrypted) parts.precious.flush();
  return wire;
}

async function clearContent(
  parts: SenderParts,
  { roomId, content }: Pick<QueueRecord, 'roomId' | 'content'>,
  encrypted: boolean,
): Promise<ClearContent> {
  const stored = async (eventId: EventId) => (await parts.cache.event(roomId, eventId))?.event ?? null;
  const answered = async (replyTo: MessageRef | null): Promise<string | null> => {
    const sender = replyTo === null ? null : ((await stored(sent(replyTo)))?.sender ?? null);
    return sender === parts.userId ? null : sender;
  };
  switch (content.kind) {
    case 'text':
      return textContent(content, await answered(content.replyTo));
    case 'edit':
      return editContent(content, await stored(sent(content.target)));
    case 'poll':
      return pollContent(content);
    case 'vote':
      return voteContent(sent(content.target), content.answers);
    case 'poll-end':
      return pollEndContent(sent(content.target), content.body);
    case 'reaction':
      return reactionContent(sent(content.target), content.key);
    case 'attachment': {
      const uploaded = await parts.uploader.upload(content.attachmentId, { encrypted, caption: content.caption });
      return attachmentContent(uploaded, content, await answered(content.replyTo));
    }
    case 'redaction':
      throw new CodedError('internal', 'a redaction has no content of its own');
  }
}
