export { badgeOf } from './badge.ts';
export type { PushContext } from './conditions.ts';
export { evaluateRules } from './evaluate.ts';
export { accountRules, keywordActions, keywordRules, levelActions, roomActions, rulesNamed } from './account-rules.ts';
export { notifiesEverywhere, roomModes, silencing, type RuledMode } from './modes.ts';
export { isQuiet } from './hours.ts';
export { Notifications, tagOf, type Arrival, type Moment, type NotificationOrder } from './notifications.ts';
export { oneLine, words } from './words.ts';
export { pushRulesOf, type PushRule, type PushRules, type RuleKind } from './rules.ts';
