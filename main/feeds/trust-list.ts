import type { Diff, TrustedMember, UserId } from '../../preload/contract/index.ts';
import { SortedList } from '../lists/index.ts';
import type { PersonTrust } from '../matrix/index.ts';
import type { MemberRecord } from '../records/index.ts';
import { NameBook } from '../timeline/index.ts';

const byName = new Intl.Collator('fr', { sensitivity: 'base', numeric: true });
const isTold = (trust: PersonTrust): trust is TrustedMember['trust'] =>
  trust === 'verified' || trust === 'changed' || trust === 'violation';

/** Members of a room whose identity is worth a word, by name. A change of one costs what it touches, however many are in the room. */
export class TrustList {
  readonly #own: UserId;
  /** Who is in the room or invited, but the agent. */
  readonly #others = new Set<UserId>();
  readonly #list = new SortedList<TrustedMember>({ key: (member) => member.userId, compare: (a, b) => byName.compare(a.name, b.name) });
  #names = new NameBook();

  constructor(own: UserId) {
    this.#own = own;
  }

  /** Those of `userIds` whose identity is asked for here; all without any. */
  others(userIds?: Iterable<UserId>): UserId[] {
    return userIds === undefined ? [...this.#others] : [...userIds].filter((userId) => this.#others.has(userId));
  }

  /** All members anew. */
  replace(records: readonly MemberRecord[]): Diff<TrustedMember>[] {
    this.#others.clear();
    this.#names = new NameBook();
    for (const record of records) this.#keep(record);
    const stay = this.#list.items.filter(({ userId }) => this.#others.has(userId));
    return this.#list.replace(stay.map((member) => ({ ...member, name: this.#nameOf(member.userId) })));
  }

  /** Members that changed, also those that went. */
  change(records: readonly MemberRecord[]): Diff<TrustedMember>[] {
    const touched = new Set(records.flatMap((record) => [record.userId, ...this.#keep(record)]));
    return this.#list.transaction((list) => {
      for (const userId of touched) {
        const member = this.#list.get(userId);
        if (!this.#others.has(userId)) list.remove(userId);
        else if (member) list.put({ ...member, name: this.#nameOf(userId) });
      }
    });
  }

  /** What is known of the identities of some of them now. */
  judge(people: ReadonlyMap<UserId, PersonTrust>): Diff<TrustedMember>[] {
    return this.#list.transaction((list) => {
      for (const [userId, trust] of people) {
        if (isTold(trust) && this.#others.has(userId)) list.put({ userId, name: this.#nameOf(userId), trust });
        else list.remove(userId);
      }
    });
  }

  /** Answers whose names may read otherwise now. */
  #keep(record: MemberRecord): UserId[] {
    const { userId, membership } = record;
    if (userId !== this.#own && (membership === 'join' || membership === 'invite')) this.#others.add(userId);
    else this.#others.delete(userId);
    return membership === 'leave' ? this.#names.remove(userId) : this.#names.put(record);
  }

  #nameOf(userId: UserId): string {
    return this.#names.of(userId)?.name ?? userId;
  }
}
