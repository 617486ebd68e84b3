import type { Diff, Member, Origin, UserId } from '../../preload/contract/index.ts';
import { SortedList } from '../lists/index.ts';
import type { MemberRecord } from '../records/index.ts';
import { NameBook, type MediaUrlOf } from '../timeline/index.ts';

const byName = new Intl.Collator('fr', { sensitivity: 'base', numeric: true });

type Present = MemberRecord & { membership: Member['membership'] };

export interface MemberLook {
  mediaUrl: MediaUrlOf;
  originOf(userId: UserId): Origin | null;
}

/** Members of a room by role, then name, then user id. A change of one costs what it touches, however many there are. */
export class MemberList {
  readonly #look: MemberLook;
  readonly #list = new SortedList<Member>({
    key: (member) => member.userId,
    compare: (a, b) => b.power - a.power || byName.compare(a.name, b.name),
  });
  readonly #records = new Map<UserId, Present>();
  #names = new NameBook();

  constructor(look: MemberLook) {
    this.#look = look;
  }

  get items(): readonly Member[] {
    return this.#list.items;
  }

  /** All of them anew. */
  replace(records: readonly MemberRecord[]): Diff<Member>[] {
    this.#records.clear();
    this.#names = new NameBook();
    for (const record of records) this.#keep(record);
    return this.#list.replace([...this.#records.values()].map((record) => this.#member(record)));
  }

  /** Those that changed, also those that went. */
  change(records: readonly MemberRecord[]): Diff<Member>[] {
    const touched = new Set(records.flatMap((record) => [record.userId, ...this.#keep(record)]));
    return this.#list.transaction((list) => {
      for (const userId of touched) {
        const record = this.#records.get(userId);
        if (record) list.put(this.#member(record));
        else list.remove(userId);
      }
    });
  }

  /** Answers whose names may read otherwise now. */
  #keep(record: MemberRecord): UserId[] {
    const { userId, membership } = record;
    if (membership !== 'leave') {
      this.#records.set(userId, { ...record, membership });
      return this.#names.put(record);
    }
    this.#records.delete(userId);
    return this.#names.remove(userId);
  }

  #member({ userId, membership, power, avatarMxc }: Present): Member {
    const { name, caution } = this.#names.of(userId) ?? { name: userId, caution: null };
    const role = power >= 100 ? 'admin' : power >= 50 ? 'moderator' : 'member';
    const avatar = avatarMxc === null ? null : this.#look.mediaUrl({ kind: 'avatar', mxc: avatarMxc });
    return { userId, name, caution, origin: this.#look.originOf(userId), avatar, membership, power: Math.trunc(power), role };
  }
}
