export { badgeOf } from './badge.ts';
export type { PushContext } from './conditions.ts';
export { evaluateRules } from './evaluate.ts';
export { accountRules, keywordActions, keywordRules, levelActions, roomActions, rulesNamed } from './account-rules.ts';
export { roomModes, silencing, type RuledMode } from './modes.ts';
export { Notifications, type Arrival, type Moment, type NotificationOrder } from './notifications.ts';
export { pushRulesOf, type PushRule, type PushRules, type RuleKind } from './rules.ts';
