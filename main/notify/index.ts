export { badgeOf, type BadgeCount } from './badge.ts';
export type { PushContext } from './conditions.ts';
export { evaluateRules, type PushDecision } from './evaluate.ts';
export { Notifications, type Arrival, type Moment, type NotificationOrder } from './notifications.ts';
export { pushRulesOf, type PushRules } from './rules.ts';
export type { Language } from './words.ts';
