import type { AccountView, NewRoomKind, RoomId, RoomTemplate } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Task } from './task.svelte.ts';
import { Upload, type FileSource } from './upload.svelte.ts';
import { parseUserIds } from './user-ids.ts';

/** `notInvited`: ids of who could not be invited. */
type MadeRoom = { roomId: RoomId; notInvited: string[]; withoutPicture: boolean };

/** A room as an agent describes it before it is made. */
export class NewRoom {
  name = $state('');
  topic = $state('');
  people = $state('');
  kind = $state<NewRoomKind>('private');
  template = $state<RoomTemplate>('conversation');
  /** Only a forum may be kept to the agents of one server. */
  limited = $state(false);
  picture = $state.raw<FileSource | null>(null);
  tried = $state(false);
  readonly task = new Task();
  readonly invited = $derived(parseUserIds(this.people));
  readonly complete = $derived(this.name.trim() !== '' && this.invited.invalid.length === 0);
  readonly #client: Client;
  readonly #account: AccountView;

  constructor(client: Client, account: AccountView) {
    this.#client = client;
    this.#account = account;
    this.limited = account.features.includes('forum_limited_by_default');
  }

  /** The server of the account, as agents know it. */
  get domain(): string {
    const { userId } = this.#account;
    return userId.slice(userId.indexOf(':') + 1);
  }

  /** Makes it; null where something is missing, or it failed as `task` says. What the room is missing then, it has without. */
  async make(): Promise<MadeRoom | null> {
    this.tried = true;
    if (!this.complete) return null;
    const { accountId, userId } = this.#account;
    const { name, topic, kind, template } = this;
    const invite = this.invited.users.filter((user) => user !== userId);
    const federated = kind !== 'forum' || !this.limited;
    const plan = { accountId, name: name.trim(), topic: topic.trim(), kind, template, federated, invite };
    const made = await this.task.run(async (signal) => {
      const room = await this.#client.call('rooms.create', plan, { signal });
      return { ...room, withoutPicture: !(await this.#setPicture(room.roomId)) };
    });
    return made ? made.value : null;
  }

  /** Whether the room has the picture that was chosen, or none was. */
  async #setPicture(roomId: RoomId): Promise<boolean> {
    if (this.picture === null) return true;
    const { accountId } = this.#account;
    const upload = new Upload(this.#client, accountId, this.picture);
    try {
      const attachmentId = await upload.done;
      upload.markSent();
      await this.#client.call('roomSettings.setAvatar', { accountId, roomId, attachmentId });
      return true;
    } catch {
      return false;
    }
  }
}
