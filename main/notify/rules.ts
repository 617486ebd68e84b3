import type { UserId } from '../../preload/contract/index.ts';
import type { Json, JsonObject } from '../records/index.ts';
import { asArray, asObject, asString } from '../records/index.ts';
import { defaultRules } from './default-rules.ts';

/** A push rule (spec 13.13.1), its conditions and actions as received. */
export interface PushRule {
  ruleId: string;
  enabled: boolean;
  conditions: JsonObject[];
  actions: Json[];
  /** Of `content` rules: a glob over the words of the body. */
  pattern: string | null;
}

export const ruleKinds = ['override', 'content', 'room', 'sender', 'underride'] as const;
export type RuleKind = (typeof ruleKinds)[number];
export type PushRules = { [K in RuleKind]: PushRule[] };

/** More than any account has; the rest is not looked at. */
const mostRules = 5000;

/**
 * The rules of an account from its `m.push_rules` account data; the defaults of the specification
 * where there is none yet, or where it is malformed. Rules that are malformed are left out.
 */
export function pushRulesOf(accountData: JsonObject | null, ownUserId: UserId): PushRules {
  const given = asObject(accountData?.['global']);
  const source = ruleKinds.some((kind) => Array.isArray(given[kind])) ? given : defaultRules(ownUserId);
  const parsed = ruleKinds.map((kind) => [
    kind,
    asArray(source[kind])
      .slice(0, mostRules)
      .flatMap((rule) => parseRule(rule)),
  ]);
  return Object.fromEntries(parsed) as PushRules;
}

function parseRule(value: unknown): PushRule[] {
  const rule = asObject(value);
  const ruleId = asString(rule['rule_id']);
  if (ruleId === null || !Array.isArray(rule['actions'])) return [];
  return [
    {
      ruleId,
      enabled: rule['enabled'] !== false,
      conditions: asArray(rule['conditions']).map((condition) => asObject(condition) as JsonObject),
      actions: rule['actions'] as Json[],
      pattern: asString(rule['pattern']),
    },
  ];
}
