import type { AccountId, EventId, RoomId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { ComposerModel } from './composer.svelte.ts';

const open = new WeakMap<Client, Map<string, ComposerModel>>();
/** Composers that hold nothing are forgotten beyond this many. */
const kept = 8;

/** The composer of a room, or of a thread of it: the same one for the conversation and the field, kept while it holds something. */
export function composerOf(client: Client, accountId: AccountId, roomId: RoomId, thread: EventId | null = null): ComposerModel {
  const composers = open.get(client) ?? new Map<string, ComposerModel>();
  open.set(client, composers);
  const key = `${accountId} ${roomId} ${thread ?? ''}`;
  const composer = composers.get(key) ?? new ComposerModel(client, accountId, roomId, thread);
  composers.delete(key);
  composers.set(key, composer);
  for (const [other, model] of composers) {
    if (composers.size <= kept) break;
    if (model.idle && other !== key) composers.delete(other);
  }
  return composer;
}

/** Ends the composers of a room that is forgotten, those of its threads too. */
export function discardComposers(client: Client, accountId: AccountId, roomId: RoomId): void {
  const composers = open.get(client) ?? new Map<string, ComposerModel>();
  for (const [key, composer] of composers) {
    if (composer.accountId !== accountId || composer.roomId !== roomId) continue;
    composer.discard();
    composers.delete(key);
  }
}
