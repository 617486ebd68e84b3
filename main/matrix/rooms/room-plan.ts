import type { NewRoomKind, RoomTemplate, UserId } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { accessRule, history, megolm, noGuests } from './payloads.ts';

/** A room that is to be made. */
export interface RoomPlan {
  name: string;
  topic: string;
  kind: NewRoomKind;
  template: RoomTemplate;
  /** Whether people of other servers may ever enter. */
  federated: boolean;
  invite: UserId[];
}

/**
 * Levels of events as Tchap's servers give them. A plain homeserver takes an override of `events` whole, so that
 * a template has to tell all of them; `invite` and `state_default` are left to the server, which may ask for more.
 */
const eventLevels = {
  'm.room.name': 50,
  'm.room.avatar': 50,
  'm.room.canonical_alias': 50,
  'm.room.power_levels': 100,
  'm.room.history_visibility': 100,
  'm.room.encryption': 100,
  'm.room.tombstone': 100,
  'm.room.server_acl': 100,
  'm.beacon_info': 0,
  'org.matrix.msc3672.beacon_info': 0,
  'm.call.member': 0,
  'org.matrix.msc3401.call.member': 0,
};
/** One may answer with a reaction, and take it back. */
const readersMay = { 'm.reaction': 0, 'm.room.redaction': 0 };
/** In encrypted rooms a server cannot tell a poll from a message. */
const askedByModerators = { 'm.poll.start': 50, 'org.matrix.msc3381.poll.start': 50 };

const levels: { readonly [T in RoomTemplate]: JsonObject } = {
  conversation: {},
  announcement: { power_level_content_override: { events_default: 50, events: { ...eventLevels, ...readersMay } } },
  consultation: { power_level_content_override: { events: { ...eventLevels, ...askedByModerators } } },
  questions: {},
};

function stateOf({ kind, template }: RoomPlan): JsonObject[] {
  const ofLater = template === 'consultation' || template === 'questions';
  const past = history(ofLater ? 'shared' : 'invited');
  switch (kind) {
    case 'forum':
      return [history('shared'), noGuests, accessRule('restricted')];
    case 'external':
      return [megolm, past, noGuests, accessRule('unrestricted')];
    case 'private-unencrypted':
      return [past, noGuests, accessRule('restricted', { force_unencrypted_at_creation: true })];
    case 'private':
      return [megolm, past, noGuests, accessRule('restricted')];
  }
}

/**
 * `POST /createRoom`, as Tchap's servers accept it and a plain one understands it. Nobody is invited with it: an
 * invitation that is refused would leave a room behind an error.
 */
export function roomBody(plan: RoomPlan): JsonObject {
  const { name, topic, kind, template, federated } = plan;
  const open = kind === 'forum';
  return {
    preset: open ? 'public_chat' : 'private_chat',
    visibility: open ? 'public' : 'private',
    name,
    ...(topic === '' ? {} : { topic }),
    ...(federated ? {} : { creation_content: { 'm.federate': false } }),
    ...levels[template],
    initial_state: stateOf(plan),
  };
}
