import { CodedError, type AccountId, type CallInput, type CallOutput, type NotificationRules } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { FeedList } from './feed-list.svelte.ts';

type Change = Omit<CallInput<'notifications.update'>, 'accountId'>;

/** What notifies, for all devices of the agent. A choice is drawn at once, and taken back where the server refuses it. */
export class NotificationRulesModel {
  readonly feed: FeedList<'notificationRules'>;
  /** Why the last choice was not kept. */
  error = $state.raw<CodedError | null>(null);
  readonly #client: Client;
  readonly #accountId: AccountId;
  #wanted = $state.raw<Change>({});
  #again: () => Promise<void> = async () => undefined;
  #work: Promise<void> = Promise.resolve();

  readonly rules: NotificationRules | null = $derived.by(() => {
    const [told] = this.feed.items;
    return told ? { ...told, ...defined(this.#wanted) } : null;
  });

  constructor(client: Client, accountId: AccountId) {
    this.#client = client;
    this.#accountId = accountId;
    this.feed = new FeedList(client, 'notificationRules', { accountId }, () => (this.#wanted = {}));
  }

  update(change: Change): Promise<void> {
    this.#wanted = { ...this.#wanted, ...change };
    return this.#ask(() => this.#client.call('notifications.update', { accountId: this.#accountId, ...change }));
  }

  addKeyword(keyword: string): Promise<void> {
    return this.#ask(() => this.#client.call('notifications.addKeyword', { accountId: this.#accountId, keyword }));
  }

  removeKeyword(keyword: string): Promise<void> {
    return this.#ask(() => this.#client.call('notifications.removeKeyword', { accountId: this.#accountId, keyword }));
  }

  check(): Promise<CallOutput<'notifications.check'>> {
    return this.#client.call('notifications.check', { accountId: this.#accountId });
  }

  /** The last choice, once more. */
  retry(): Promise<void> {
    return this.#again();
  }

  close(): void {
    this.feed.close();
  }

  /** One after the other: two changes of one rule must not overtake each other. */
  #ask(work: () => Promise<unknown>): Promise<void> {
    this.error = null;
    this.#again = () => this.#ask(work);
    this.#work = this.#work.then(work).then(
      () => undefined,
      (error: unknown) => {
        this.error = error instanceof CodedError ? error : new CodedError('internal', 'a choice was not kept');
        this.#wanted = {};
      },
    );
    return this.#work;
  }
}

const defined = (change: Change): Partial<NotificationRules> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
