import type { UserId } from '../../preload/contract/index.ts';
import { judge, seen, type JudgedName, type SeenName } from './names.ts';
import type { Profile } from './types.ts';

/** Names of many people who are seen together, of whom few change at a time: the rule is that of `judgedNames`. */
export class NameBook {
  readonly #seen = new Map<UserId, SeenName>();
  /** Who bears each look. */
  readonly #owners = new Map<string, Set<UserId>>();

  /** Null for who is not in it. */
  of(userId: UserId): JudgedName | null {
    const one = this.#seen.get(userId);
    return one ? judge(userId, one, this.#owners.get(one.look)?.size ?? 0) : null;
  }

  /** Answers whose names are judged anew: the person, and who alone bore the same look. */
  put({ userId, displayName }: Pick<Profile, 'userId' | 'displayName'>): UserId[] {
    const one = seen(userId, displayName);
    if (this.#seen.get(userId)?.look === one.look) {
      this.#seen.set(userId, one);
      return [userId];
    }
    const freed = this.remove(userId);
    const owners = this.#owners.get(one.look) ?? new Set();
    const met = owners.size === 1 ? [...owners] : [];
    this.#owners.set(one.look, owners.add(userId));
    this.#seen.set(userId, one);
    return [...freed, ...met, userId];
  }

  /** Answers who bears the look alone now. */
  remove(userId: UserId): UserId[] {
    const one = this.#seen.get(userId);
    const owners = one && this.#owners.get(one.look);
    if (!one || !owners) return [];
    this.#seen.delete(userId);
    owners.delete(userId);
    if (owners.size === 0) this.#owners.delete(one.look);
    return owners.size === 1 ? [...owners] : [];
  }
}
