import { CodedError, type AccountId, type RoomId, type UserId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Task } from './task.svelte.ts';
import { parseUserIds } from './user-ids.ts';

/** Inviting several people at once: one call each, and what failed stays to be tried again. */
export class Invitations {
  text = $state('');
  /** Who could not be invited in the last run. */
  failed = $state.raw<readonly UserId[]>([]);
  readonly task = new Task();
  readonly #client: Client;
  readonly #room: { accountId: AccountId; roomId: RoomId };

  constructor(client: Client, accountId: AccountId, roomId: RoomId) {
    this.#client = client;
    this.#room = { accountId, roomId };
  }

  /** Invites; how many it worked for. The text keeps those it did not. */
  async send(): Promise<number> {
    const { users } = parseUserIds(this.text);
    const left = new Set(users);
    await this.task.run(async (signal) => {
      let problem: CodedError | null = null;
      for (const userId of users) {
        try {
          await this.#client.call('rooms.invite', { ...this.#room, userId }, { signal });
          left.delete(userId);
        } catch (error) {
          problem = error instanceof CodedError ? error : new CodedError('internal', 'an invitation failed');
        }
      }
      if (problem) throw problem;
    });
    this.failed = this.task.error ? [...left] : [];
    this.text = [...left].join('\n');
    return users.length - left.size;
  }
}
