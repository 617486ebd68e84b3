import { expect, it } from 'vitest';
import type { UserId } from '../../preload/contract/index.ts';
import type { Json } from '../records/index.ts';
import { accountRules } from './account-rules.ts';
import { notifiesEverywhere, roomModes } from './modes.ts';
import { pushRulesOf } from './rules.ts';

const alice = '@alice:tchap.test' as UserId;
const rulesWith = (global: { [kind: string]: Json[] }) => pushRulesOf({ global: { override: [], ...global } }, alice);
const silence = (rule_id: string, room: string, more: { [key: string]: Json } = {}): Json => ({
  rule_id,
  conditions: [{ kind: 'event_match', key: 'room_id', pattern: room }],
  actions: [],
  ...more,
});

it('13.13.1.1 a room is silent by an override rule, tells mentions alone by a room rule, all by one that notifies', () => {
  const rules = rulesWith({
    override: [
      silence('!mute:a', '!mute:a'),
      silence('other name', '!old:a', { actions: ['dont_notify'] }),
      silence('!off:a', '!off:a', { enabled: false }),
      silence('!loud:a', '!loud:a', { actions: ['notify'] }),
      silence('!both:a', '!both:a'),
      { rule_id: 'x', conditions: [], actions: [] },
    ],
    room: [
      { rule_id: '!mentions:a', actions: [] },
      { rule_id: '!all:a', actions: ['notify', { set_tweak: 'sound', value: 'default' }] },
      { rule_id: '!both:a', actions: [] },
      { rule_id: 'no room', actions: [] },
    ],
  });
  expect(Object.fromEntries(roomModes(rules))).toEqual({
    '!mute:a': 'mute',
    '!old:a': 'mute',
    '!both:a': 'mute',
    '!mentions:a': 'mentions',
    '!all:a': 'all',
  });
});

it('rooms without a rule notify of everything only where no rule of the account may say otherwise', () => {
  const message = { rule_id: '.m.rule.message', conditions: [], actions: ['notify'] };
  const direct = { ...message, rule_id: '.m.rule.room_one_to_one' };
  const underride = [message, direct];
  expect(notifiesEverywhere(pushRulesOf(null, alice))).toBe(true);
  expect(notifiesEverywhere(rulesWith({ override: [silence('!mute:a', '!mute:a')], underride }))).toBe(true);
  expect(notifiesEverywhere(rulesWith({ override: [{ rule_id: 'own', conditions: [], actions: [] }], underride }))).toBe(false);
  expect(notifiesEverywhere(rulesWith({ underride: [direct, { ...message, actions: [] }] }))).toBe(false);
  expect(notifiesEverywhere(rulesWith({ override: [{ rule_id: '.m.rule.master', actions: [] }], underride }))).toBe(false);
});

it('13.13.1.6 the predefined rules are told in the terms of the settings', () => {
  expect(accountRules(pushRulesOf(null, alice))).toEqual({
    id: 1,
    enabled: true,
    direct: 'all',
    rooms: 'all',
    mentions: true,
    roomMentions: true,
    keywords: [],
  });
  const rules = rulesWith({
    override: [
      { rule_id: '.m.rule.master', enabled: true, actions: [] },
      { rule_id: '.m.rule.is_user_mention', enabled: false, conditions: [], actions: ['notify'] },
      { rule_id: '.m.rule.is_room_mention', conditions: [], actions: ['notify'] },
    ],
    content: [
      { rule_id: 'budget', pattern: 'budget', actions: ['notify'] },
      { rule_id: 'again', pattern: 'budget', actions: ['notify'] },
      { rule_id: 'off', pattern: 'off', enabled: false, actions: ['notify'] },
      { rule_id: '.m.rule.contains_user_name', pattern: 'alice', enabled: false, actions: ['notify'] },
    ],
    underride: [{ rule_id: '.m.rule.encrypted', conditions: [], actions: [] }],
  });
  expect(accountRules(rules)).toEqual({
    id: 1,
    enabled: false,
    direct: 'mentions',
    rooms: 'mentions',
    mentions: false,
    roomMentions: true,
    keywords: ['budget'],
  });
});
