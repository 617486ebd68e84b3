import type { AccountView, NewRoomKind, RoomId, RoomTemplate } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Task } from './task.svelte.ts';
import { parseUserIds } from './user-ids.ts';

/** A room as an agent describes it before it is made. */
export class NewRoom {
  name = $state('');
  topic = $state('');
  people = $state('');
  kind = $state<NewRoomKind>('private');
  template = $state<RoomTemplate>('conversation');
  /** Only a forum may be kept to the agents of one server. */
  limited = $state(false);
  tried = $state(false);
  readonly task = new Task();
  readonly invited = $derived(parseUserIds(this.people));
  readonly complete = $derived(this.name.trim() !== '' && this.invited.invalid.length === 0);
  readonly #client: Client;
  readonly #account: AccountView;

  constructor(client: Client, account: AccountView) {
    this.#client = client;
    this.#account = account;
  }

  /** The server of the account, as agents know it. */
  get domain(): string {
    const { userId } = this.#account;
    return userId.slice(userId.indexOf(':') + 1);
  }

  /** Makes it; null where something is missing, or it failed as `task` says. `notInvited`: ids of who could not be invited. */
  async make(): Promise<{ roomId: RoomId; notInvited: string[] } | null> {
    this.tried = true;
    if (!this.complete) return null;
    const { accountId, userId } = this.#account;
    const { name, topic, kind, template } = this;
    const invite = this.invited.users.filter((user) => user !== userId);
    const federated = kind !== 'forum' || !this.limited;
    const plan = { accountId, name: name.trim(), topic: topic.trim(), kind, template, federated, invite };
    const made = await this.task.run((signal) => this.#client.call('rooms.create', plan, { signal }));
    return made ? made.value : null;
  }
}
