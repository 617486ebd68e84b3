export { badgeOf } from './badge.ts';
export type { PushContext } from './conditions.ts';
export { evaluateRules } from './evaluate.ts';
export { roomModes, type RuledMode } from './modes.ts';
export { Notifications, type Arrival, type Moment, type NotificationOrder } from './notifications.ts';
export { pushRulesOf, type PushRules } from './rules.ts';
