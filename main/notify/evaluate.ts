import type { UserId } from '../../preload/contract/index.ts';
import { isPollStart, pollOf, readableEvent, type ClearEvent, type EventRecord, type Json } from '../records/index.ts';
import { holds, type PushContext, type Subject } from './conditions.ts';
import { wordsMatch } from './glob.ts';
import { ruleKinds, type PushRule, type PushRules, type RuleKind } from './rules.ts';

export interface PushDecision {
  notify: boolean;
  highlight: boolean;
  /** Name of the sound; null for a silent one. */
  sound: string | null;
}

const silence: PushDecision = { notify: false, highlight: false, sound: null };
/** Superseded by `m.mentions`; without effect on events that have it (spec 13.13.1.6). */
const legacy = new Set(['.m.rule.contains_display_name', '.m.rule.contains_user_name', '.m.rule.roomnotif']);

/** What the first matching rule says of an event, decrypted where it was encrypted (spec 13.13.1). Own events never notify. */
export function evaluateRules(rules: PushRules, event: EventRecord, context: PushContext, ownUserId: UserId): PushDecision {
  if (event.sender === ownUserId || event.redaction !== null) return silence;
  const clear = readableEvent(event);
  const decided = decidedBy(rules, { event, clear }, context);
  if (decided === null && isPollStart(clear.type)) return decidedBy(rules, { event, clear: pollAsMessage(clear) }, context) ?? silence;
  return decided ?? silence;
}

function decidedBy(rules: PushRules, subject: Subject, context: PushContext): PushDecision | null {
  for (const kind of ruleKinds) {
    const rule = rules[kind].find((one) => one.enabled && applies(kind, one, subject, context));
    if (rule) return decisionOf(rule.actions);
  }
  return null;
}

/** A poll that no rule of the server names (MSC3930) is told as a message with its question is. */
const pollAsMessage = (clear: ClearEvent): ClearEvent => ({
  type: 'm.room.message',
  content: { ...clear.content, body: pollOf(clear)?.question ?? '' },
});

function applies(kind: RuleKind, rule: PushRule, subject: Subject, context: PushContext): boolean {
  const { clear, event } = subject;
  if (legacy.has(rule.ruleId) && Object.hasOwn(clear.content, 'm.mentions')) return false;
  if (kind === 'room') return rule.ruleId === event.roomId;
  if (kind === 'sender') return rule.ruleId === event.sender;
  if (kind === 'content')
    return rule.pattern !== null && typeof clear.content['body'] === 'string' && wordsMatch(clear.content['body'], rule.pattern);
  return rule.conditions.every((condition) => holds(condition, subject, context));
}

function decisionOf(actions: readonly Json[]): PushDecision {
  const decision = { ...silence };
  for (const action of actions) {
    if (action === 'notify') decision.notify = true;
    if (typeof action !== 'object' || action === null || Array.isArray(action)) continue;
    if (action['set_tweak'] === 'highlight') decision.highlight = action['value'] !== false;
    if (action['set_tweak'] === 'sound' && typeof action['value'] === 'string') decision.sound = action['value'];
  }
  return decision.notify ? decision : silence;
}
