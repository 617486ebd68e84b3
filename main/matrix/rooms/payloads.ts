import type { UserId } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';

const megolm = { type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } };
const historyForInvited = { type: 'm.room.history_visibility', state_key: '', content: { history_visibility: 'invited' } };
const noGuests = { type: 'm.room.guest_access', state_key: '', content: { guest_access: 'forbidden' } };
/** Tchap's own rule of a room; a plain homeserver keeps it like any state. */
const accessRule = (rule: 'direct' | 'restricted'): JsonObject => ({
  type: 'im.vector.room.access_rules',
  state_key: '',
  content: { rule },
});

/** `POST /createRoom` of an encrypted direct message. */
export const directRoom = (userId: UserId): JsonObject => ({
  preset: 'trusted_private_chat',
  visibility: 'private',
  is_direct: true,
  invite: [userId],
  initial_state: [megolm, historyForInvited, noGuests, accessRule('direct')],
});

/** `POST /createRoom` of a private encrypted room (« Salon privé sécurisé »). */
export const privateRoom = (name: string, invite: UserId[]): JsonObject => ({
  preset: 'private_chat',
  visibility: 'private',
  name,
  invite,
  initial_state: [megolm, historyForInvited, noGuests, accessRule('restricted')],
});
