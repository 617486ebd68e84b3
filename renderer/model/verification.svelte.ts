import type { AccountId, Verification, VerificationId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { FeedList } from './feed-list.svelte.ts';
import type { VerificationTarget } from './navigation.svelte.ts';
import { Task } from './task.svelte.ts';

/** After so long without a word of the other side, what to look at is said, in milliseconds. */
const silenceMs = 2 * 60_000;

/** The verifications of an account, as they are listed. */
export class VerificationList {
  readonly accountId: AccountId;
  readonly feed: FeedList<'verifications'>;
  /** Those that the agent put aside: they stay open, and are not shown by themselves any more. */
  #putAside = $state.raw<ReadonlySet<VerificationId>>(new Set());
  readonly #client: Client;

  constructor(client: Client, accountId: AccountId) {
    this.accountId = accountId;
    this.#client = client;
    this.feed = new FeedList(client, 'verifications', { accountId });
  }

  find(id: VerificationId | null): Verification | null {
    return this.feed.items.find((item) => item.verificationId === id) ?? null;
  }

  /** What asks for the agent without being open in the dialog. */
  waiting(shown: VerificationId | null): Verification[] {
    return this.feed.items.filter(({ verificationId, state, direction }) => {
      if (verificationId === shown || this.#putAside.has(verificationId)) return false;
      if (state.phase === 'cancelled') return state.reason === 'interrupted';
      return state.phase !== 'done' && (direction === 'incoming' || state.phase !== 'waiting');
    });
  }

  putAside(id: VerificationId): void {
    this.#putAside = new Set([...this.#putAside, id]);
  }

  async dismiss(id: VerificationId): Promise<void> {
    await this.#client.call('verification.dismiss', { accountId: this.accountId, verificationId: id }).catch(() => undefined);
  }

  close(): void {
    this.feed.close();
  }
}

/** The verifications of all accounts that are open. */
export class VerificationLists {
  /** The one that is open in the dialog. */
  shown = $state<VerificationId | null>(null);
  readonly #client: Client;
  readonly #lists = new Map<AccountId, VerificationList>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** The list lives as long as the account. */
  of(accountId: AccountId): VerificationList {
    const known = this.#lists.get(accountId) ?? new VerificationList(this.#client, accountId);
    this.#lists.set(accountId, known);
    return known;
  }

  /** Closes those of other accounts. */
  keepTo(open: ReadonlySet<AccountId>): void {
    for (const [accountId, list] of this.#lists) {
      if (open.has(accountId)) continue;
      list.close();
      this.#lists.delete(accountId);
    }
  }
}

/** One verification as the dialog goes through it: asked for here, or found in the list. */
export class VerificationRun {
  id = $state<VerificationId | null>(null);
  /** Refused with the reason that it is not this person's doing. */
  notMe = $state(false);
  now = $state(Date.now());
  readonly asking = new Task();
  readonly task = new Task();
  readonly accountId: AccountId;
  readonly target: VerificationTarget;
  readonly #client: Client;
  readonly #list: VerificationList;
  readonly #clock: ReturnType<typeof setInterval>;
  #last = $state.raw<Verification | null>(null);

  readonly item: Verification | null = $derived.by(() => this.#list.find(this.id) ?? this.#last);
  readonly isSilent: boolean = $derived.by(() => {
    const { item } = this;
    const waits = item !== null && ['requested', 'started', 'confirming'].includes(item.state.phase);
    return waits && item.direction === 'outgoing' && this.now - item.heardAt > silenceMs;
  });

  constructor(client: Client, list: VerificationList, target: VerificationTarget) {
    this.#client = client;
    this.#list = list;
    this.accountId = list.accountId;
    this.target = target;
    this.#clock = setInterval(() => (this.now = Date.now()), 5000);
    if (target.kind === 'open') this.id = target.verificationId;
    else void this.ask();
  }

  /** Asks the other side; a new one takes the place of one that has ended. */
  async ask(): Promise<void> {
    const before = this.item;
    const asked = await this.asking.run((signal) => this.#request(signal));
    if (!asked) return;
    if (before !== null && before.verificationId !== asked.value.verificationId) void this.#list.dismiss(before.verificationId);
    this.#last = null;
    this.id = asked.value.verificationId;
  }

  accept = () => this.#act('verification.accept');
  startEmoji = () => this.#act('verification.startEmoji');
  showQr = () => this.#act('verification.showQr');
  confirm = () => this.#act('verification.confirm');
  mismatch = () => this.#act('verification.mismatch');
  cancel = () => this.#act('verification.cancel');

  async refuseAsForeign(): Promise<void> {
    this.notMe = true;
    await this.cancel();
  }

  /** Whether the code was taken. */
  scan(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
    return this.#run((verificationId, signal) =>
      this.#client.call('verification.scanQr', { accountId: this.accountId, verificationId, bytes }, { signal }),
    );
  }

  /** Lets this page have a picture of the camera, once and soon. */
  openCamera(): Promise<boolean> {
    return this.#run((verificationId, signal) =>
      this.#client.call('verification.openCamera', { accountId: this.accountId, verificationId }, { signal }),
    );
  }

  /** The dialog goes: what has ended is no longer listed, what is open stays. */
  close(): void {
    clearInterval(this.#clock);
    this.asking.cancel();
    const { item } = this;
    if (item !== null && (item.state.phase === 'done' || item.state.phase === 'cancelled')) void this.#list.dismiss(item.verificationId);
  }

  #request(signal: AbortSignal): Promise<{ verificationId: VerificationId }> {
    const { accountId, item } = this;
    const target = this.target.kind === 'open' && item !== null ? targetOf(item) : this.target;
    if (target.kind === 'user') return this.#client.call('verification.requestUser', { accountId, userId: target.userId }, { signal });
    if (target.kind !== 'device') return this.#client.call('verification.requestOwn', { accountId }, { signal });
    const { userId, deviceId } = target;
    return this.#client.call('verification.requestDevice', { accountId, userId, deviceId }, { signal });
  }

  #act(name: `verification.${'accept' | 'startEmoji' | 'showQr' | 'confirm' | 'mismatch' | 'cancel'}`): Promise<boolean> {
    return this.#run((verificationId, signal) => this.#client.call(name, { accountId: this.accountId, verificationId }, { signal }));
  }

  async #run(call: (id: VerificationId, signal: AbortSignal) => Promise<null>): Promise<boolean> {
    const { item } = this;
    if (item === null) return false;
    this.#last = item;
    return (await this.task.run((signal) => call(item.verificationId, signal))) !== null;
  }
}

/** Whom to ask again after one that has ended. */
function targetOf({ other, isSelf, roomId }: Verification): VerificationTarget {
  if (roomId !== null) return { kind: 'user', userId: other.userId, name: other.name };
  if (other.deviceId !== null) return { kind: 'device', userId: other.userId, deviceId: other.deviceId, deviceName: other.deviceName };
  return isSelf ? { kind: 'own' } : { kind: 'user', userId: other.userId, name: other.name };
}
