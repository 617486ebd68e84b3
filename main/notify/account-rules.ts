import type { NotificationRules } from '../../preload/contract/index.ts';
import type { Json } from '../records/index.ts';
import type { PushRule, PushRules, RuleKind } from './rules.ts';

/** What an agent decides for all conversations, and the rules that other clients write for it (spec 13.13.1.6; polls: MSC3930). */
export const ruleNames = {
  enabled: [['override', '.m.rule.master']],
  direct: [
    ['underride', '.m.rule.room_one_to_one'],
    ['underride', '.m.rule.encrypted_room_one_to_one'],
    ['underride', '.m.rule.poll_start_one_to_one'],
    ['underride', '.m.rule.poll_end_one_to_one'],
    ['underride', '.org.matrix.msc3930.rule.poll_start_one_to_one'],
    ['underride', '.org.matrix.msc3930.rule.poll_end_one_to_one'],
  ],
  rooms: [
    ['underride', '.m.rule.message'],
    ['underride', '.m.rule.encrypted'],
    ['underride', '.m.rule.poll_start'],
    ['underride', '.m.rule.poll_end'],
    ['underride', '.org.matrix.msc3930.rule.poll_start'],
    ['underride', '.org.matrix.msc3930.rule.poll_end'],
  ],
  mentions: [
    ['override', '.m.rule.is_user_mention'],
    ['override', '.m.rule.contains_display_name'],
    ['content', '.m.rule.contains_user_name'],
  ],
  roomMentions: [
    ['override', '.m.rule.is_room_mention'],
    ['override', '.m.rule.roomnotif'],
  ],
} as const satisfies { [name: string]: readonly (readonly [RuleKind, string])[] };
export type RuleName = keyof typeof ruleNames;

const sound = { set_tweak: 'sound', value: 'default' };
/** Actions of each level, as servers predefine them. */
export const levelActions: { [N in 'direct' | 'rooms']: { [L in 'all' | 'mentions']: Json[] } } = {
  direct: { all: ['notify', sound], mentions: [] },
  rooms: { all: ['notify'], mentions: [] },
};
export const keywordActions: Json[] = ['notify', sound, { set_tweak: 'highlight' }];
export const roomActions: { [M in 'all' | 'mentions']: Json[] } = { all: ['notify', sound], mentions: [] };

/** The rules of a name that the account has. */
export const rulesNamed = (rules: PushRules, name: RuleName): { kind: RuleKind; rule: PushRule }[] =>
  ruleNames[name].flatMap(([kind, ruleId]) => {
    const rule = rules[kind].find((one) => one.ruleId === ruleId);
    return rule ? [{ kind, rule }] : [];
  });

/** Rules that match words the agent chose. */
export const keywordRules = (rules: PushRules): PushRule[] =>
  rules.content.filter(({ ruleId, pattern, enabled }) => !ruleId.startsWith('.') && pattern !== null && enabled);

const tells = (rules: PushRules, name: RuleName): boolean =>
  rulesNamed(rules, name).some(({ rule }) => rule.enabled && rule.actions.includes('notify'));

/** The rules of an account in the terms of the settings. */
export const accountRules = (rules: PushRules): NotificationRules => ({
  id: 1,
  enabled: !rulesNamed(rules, 'enabled').some(({ rule }) => rule.enabled),
  direct: tells(rules, 'direct') ? 'all' : 'mentions',
  rooms: tells(rules, 'rooms') ? 'all' : 'mentions',
  mentions: tells(rules, 'mentions'),
  roomMentions: tells(rules, 'roomMentions'),
  keywords: [...new Set(keywordRules(rules).map(({ pattern }) => pattern ?? ''))],
});
