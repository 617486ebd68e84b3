import { CodedError, type NotificationRules, type RoomId, type RoomMode, type UserId } from '../../../preload/contract/index.ts';
import {
  accountRules,
  keywordActions,
  keywordRules,
  levelActions,
  pushRulesOf,
  roomActions,
  rulesNamed,
  silencing,
  type PushRule,
  type PushRules,
  type RuleKind,
} from '../../notify/index.ts';
import type { JsonObject } from '../../records/index.ts';
import type { EventCache } from '../../store/index.ts';
import type { Http, Method } from '../http/index.ts';
import type { AccountPush, PushChange } from '../types.ts';

export interface PushSettingsParts {
  http: Pick<Http, 'json'>;
  cache: Pick<EventCache, 'accountData'>;
  userId: UserId;
}

const base = '/_matrix/client/v3/pushrules/global';
const pathOf = (kind: RuleKind, ruleId: string, part = ''): string => `${base}/${kind}/${encodeURIComponent(ruleId)}${part}`;

/** A server that has no such endpoint (spec 2.4: 404 or 405 `M_UNRECOGNIZED`) cannot be asked again. */
function refused(error: unknown): never {
  if (error instanceof CodedError && (error.detail.errcode === 'M_UNRECOGNIZED' || error.detail.status === 405))
    throw new CodedError('notifications.unavailable', 'the server has no push rules', { detail: error.detail, cause: error });
  throw error;
}

/**
 * The push rules of the account (spec 13.13.1), written as the other clients of the agent write them.
 * What stands comes back with the next sync answer, whoever changed it.
 */
export class PushSettings implements AccountPush {
  readonly #parts: PushSettingsParts;

  constructor(parts: PushSettingsParts) {
    this.#parts = parts;
  }

  async current(): Promise<NotificationRules> {
    return accountRules(await this.#rules());
  }

  /** What is to hold is written before what held goes: no moment is louder than both. */
  async setRoomMode(roomId: RoomId, mode: RoomMode): Promise<void> {
    const rules = await this.#rules();
    if (mode === 'mute') await this.#put(rules, 'override', roomId, { conditions: [onlyRoom(roomId)], actions: [] });
    else if (mode !== 'default') await this.#put(rules, 'room', roomId, { actions: roomActions[mode] });
    if (mode !== 'mute') for (const { ruleId } of silencing(rules, roomId)) await this.#drop('override', ruleId);
    if (mode === 'mute' || mode === 'default') await this.#drop('room', roomId);
  }

  async update({ enabled, direct, rooms, mentions, roomMentions }: PushChange): Promise<void> {
    const rules = await this.#rules();
    if (enabled !== undefined) await this.#enable(rules, 'enabled', !enabled);
    if (mentions !== undefined) await this.#enable(rules, 'mentions', mentions);
    if (roomMentions !== undefined) await this.#enable(rules, 'roomMentions', roomMentions);
    if (direct !== undefined) await this.#level(rules, 'direct', direct);
    if (rooms !== undefined) await this.#level(rules, 'rooms', rooms);
  }

  async addKeyword(keyword: string): Promise<void> {
    await this.#put(await this.#rules(), 'content', keyword, { pattern: keyword, actions: keywordActions });
  }

  async removeKeyword(keyword: string): Promise<void> {
    const named = keywordRules(await this.#rules()).filter(({ pattern }) => pattern === keyword);
    for (const { ruleId } of named) await this.#drop('content', ruleId);
  }

  async #rules(): Promise<PushRules> {
    return pushRulesOf(await this.#parts.cache.accountData('m.push_rules'), this.#parts.userId);
  }

  async #enable(rules: PushRules, name: 'enabled' | 'mentions' | 'roomMentions', enabled: boolean): Promise<void> {
    for (const { kind, rule } of rulesNamed(rules, name)) await this.#ask('PUT', pathOf(kind, rule.ruleId, '/enabled'), { enabled });
  }

  async #level(rules: PushRules, name: 'direct' | 'rooms', level: 'all' | 'mentions'): Promise<void> {
    const actions = levelActions[name][level];
    for (const { kind, rule } of rulesNamed(rules, name)) {
      await this.#ask('PUT', pathOf(kind, rule.ruleId, '/actions'), { actions });
      await this.#revive(kind, rule);
    }
  }

  async #put(rules: PushRules, kind: RuleKind, ruleId: string, body: JsonObject): Promise<void> {
    await this.#ask('PUT', pathOf(kind, ruleId), body);
    const before = rules[kind].find((rule) => rule.ruleId === ruleId);
    if (before) await this.#revive(kind, before);
  }

  /** A rule that was switched off stays so when it is written again. */
  async #revive(kind: RuleKind, { ruleId, enabled }: PushRule): Promise<void> {
    if (!enabled) await this.#ask('PUT', pathOf(kind, ruleId, '/enabled'), { enabled: true });
  }

  /** A rule that is not there is as good as dropped. */
  async #drop(kind: RuleKind, ruleId: string): Promise<void> {
    await this.#ask('DELETE', pathOf(kind, ruleId)).catch((error: unknown) => {
      if (!(error instanceof CodedError) || error.detail.errcode !== 'M_NOT_FOUND') throw error;
    });
  }

  async #ask(method: Method, path: string, body?: JsonObject): Promise<void> {
    await this.#parts.http.json(method, path, body ? { body } : {}).catch(refused);
  }
}

const onlyRoom = (roomId: RoomId): JsonObject => ({ kind: 'event_match', key: 'room_id', pattern: roomId });
