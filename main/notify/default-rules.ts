import type { UserId } from '../../preload/contract/index.ts';
import type { JsonObject } from '../records/index.ts';

const loud = ['notify', { set_tweak: 'sound', value: 'default' }];
const highlight = ['notify', { set_tweak: 'sound', value: 'default' }, { set_tweak: 'highlight' }];
const typeIs = (type: string): JsonObject => ({ kind: 'event_match', key: 'type', pattern: type });
const matches = (key: string, pattern: string): JsonObject => ({ kind: 'event_match', key, pattern });
const twoMembers: JsonObject = { kind: 'room_member_count', is: '2' };
const mayNotifyRoom: JsonObject = { kind: 'sender_notification_permission', key: 'room' };
const rule = (rule_id: string, conditions: JsonObject[], actions: JsonObject['actions'] & object = [], enabled = true): JsonObject => ({
  rule_id,
  default: true,
  enabled,
  conditions,
  actions,
});

/** The predefined rules (spec 13.13.1.6), for the time before the server has told those of the account. */
export function defaultRules(ownUserId: UserId): JsonObject {
  const localpart = ownUserId.slice(1, ownUserId.indexOf(':'));
  const override = [
    rule('.m.rule.master', [], [], false),
    rule('.m.rule.suppress_notices', [matches('content.msgtype', 'm.notice')]),
    rule(
      '.m.rule.invite_for_me',
      [typeIs('m.room.member'), matches('content.membership', 'invite'), matches('state_key', ownUserId)],
      loud,
    ),
    rule('.m.rule.member_event', [typeIs('m.room.member')]),
    rule(
      '.m.rule.is_user_mention',
      [{ kind: 'event_property_contains', key: 'content.m\\.mentions.user_ids', value: ownUserId }],
      highlight,
    ),
    rule('.m.rule.contains_display_name', [{ kind: 'contains_display_name' }], highlight),
    rule(
      '.m.rule.is_room_mention',
      [{ kind: 'event_property_is', key: 'content.m\\.mentions.room', value: true }, mayNotifyRoom],
      ['notify', { set_tweak: 'highlight' }],
    ),
    rule('.m.rule.roomnotif', [matches('content.body', '@room'), mayNotifyRoom], ['notify', { set_tweak: 'highlight' }]),
    rule('.m.rule.tombstone', [typeIs('m.room.tombstone'), matches('state_key', '')], ['notify', { set_tweak: 'highlight' }]),
    rule('.m.rule.reaction', [typeIs('m.reaction')]),
    rule('.m.rule.room.server_acl', [typeIs('m.room.server_acl'), matches('state_key', '')]),
    rule('.m.rule.suppress_edits', [{ kind: 'event_property_is', key: 'content.m\\.relates_to.rel_type', value: 'm.replace' }]),
  ];
  const content = [{ ...rule('.m.rule.contains_user_name', [], highlight), pattern: localpart }];
  const underride = [
    rule('.m.rule.call', [typeIs('m.call.invite')], ['notify', { set_tweak: 'sound', value: 'ring' }]),
    rule('.m.rule.encrypted_room_one_to_one', [twoMembers, typeIs('m.room.encrypted')], loud),
    rule('.m.rule.room_one_to_one', [twoMembers, typeIs('m.room.message')], loud),
    rule('.m.rule.message', [typeIs('m.room.message')], ['notify']),
    rule('.m.rule.encrypted', [typeIs('m.room.encrypted')], ['notify']),
  ];
  return { override, content, room: [], sender: [], underride };
}
