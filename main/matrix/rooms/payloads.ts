import type { UserId } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';

export const megolm = { type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } };
export const history = (visibility: 'invited' | 'shared'): JsonObject => ({
  type: 'm.room.history_visibility',
  state_key: '',
  content: { history_visibility: visibility },
});
export const noGuests = { type: 'm.room.guest_access', state_key: '', content: { guest_access: 'forbidden' } };
/** Tchap's own rule of a room; a plain homeserver keeps it like any state. */
export const accessRule = (rule: 'direct' | 'restricted' | 'unrestricted', more: JsonObject = {}): JsonObject => ({
  type: 'im.vector.room.access_rules',
  state_key: '',
  content: { rule, ...more },
});

/** `POST /createRoom` of an encrypted direct message. */
export const directRoom = (userId: UserId): JsonObject => ({
  preset: 'trusted_private_chat',
  visibility: 'private',
  is_direct: true,
  invite: [userId],
  initial_state: [megolm, history('invited'), noGuests, accessRule('direct')],
});

/** The same with the owner of an address, who has no account yet. */
export const directRoomByEmail = (invitation: JsonObject): JsonObject => ({
  preset: 'trusted_private_chat',
  visibility: 'private',
  is_direct: true,
  invite_3pid: [invitation],
  initial_state: [megolm, history('invited'), noGuests, accessRule('direct')],
});
