import type { MessageItem, UserId } from '../../preload/contract/index.ts';
import { namesOf, plainName } from './names.ts';
import type { MediaUrlOf, Profile } from './types.ts';

export type Sender = MessageItem['sender'];

/**
 * Names and pictures of those who are seen in a conversation. A person that did not change is the
 * same object from one renewal to the next; `version` grows when
 * somebody who may have been drawn changed.
 */
export class Faces {
  readonly #mediaUrl: MediaUrlOf;
  #profiles: ReadonlyMap<UserId, Profile> | null = null;
  #people = new Map<UserId, Sender>();
  /** Drawn under what their id says, for want of a profile. */
  readonly #strangers = new Map<UserId, Sender>();
  #version = 0;

  constructor(mediaUrl: MediaUrlOf) {
    this.#mediaUrl = mediaUrl;
  }

  get version(): number {
    return this.#version;
  }

  renew(profiles: ReadonlyMap<UserId, Profile>): void {
    if (profiles === this.#profiles) return;
    this.#profiles = profiles;
    const before = this.#people;
    this.#people = new Map();
    let changed = false;
    for (const [userId, name] of namesOf(profiles.values())) {
      const known = before.get(userId);
      const person = { userId, name, avatar: this.#avatarOf(profiles.get(userId)) };
      const same = known?.name === name && known.avatar === person.avatar;
      this.#people.set(userId, same ? known : person);
      changed ||= known ? !same : this.#strangers.delete(userId);
    }
    changed ||= [...before.keys()].some((userId) => !this.#people.has(userId));
    if (changed) this.#version++;
  }

  readonly nameOf = (userId: UserId): string => this.senderOf(userId).name;

  readonly senderOf = (userId: UserId): Sender => {
    const known = this.#people.get(userId) ?? this.#strangers.get(userId);
    if (known) return known;
    const stranger = { userId, name: plainName(userId, null), avatar: null };
    this.#strangers.set(userId, stranger);
    return stranger;
  };

  #avatarOf(profile: Profile | undefined): Sender['avatar'] {
    const mxc = profile?.avatarMxc ?? null;
    return mxc === null ? null : this.#mediaUrl({ kind: 'avatar', mxc });
  }
}
