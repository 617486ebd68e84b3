import type { AccountId, UserId, Verification, VerificationId, VerificationState } from '../../preload/contract/index.ts';
import type { OpenFeed, TestPage } from './page.ts';

type Phase = VerificationState['phase'];
export type StateOf<P extends Phase> = Extract<VerificationState, { phase: P }>;

/** The verifications of an account, as a page drives them. */
export class TestVerifications {
  readonly feed: OpenFeed<'verifications'>;
  readonly #page: TestPage;
  readonly #accountId: AccountId;

  constructor(page: TestPage, accountId: AccountId) {
    this.#page = page;
    this.#accountId = accountId;
    this.feed = page.feed('verifications', { accountId });
  }

  async requestOwn(): Promise<VerificationId> {
    return (await this.#page.call('verification.requestOwn', { accountId: this.#accountId })).verificationId;
  }
  async requestDevice(userId: UserId, deviceId: string): Promise<VerificationId> {
    return (await this.#page.call('verification.requestDevice', { accountId: this.#accountId, userId, deviceId })).verificationId;
  }
  async requestUser(userId: UserId): Promise<VerificationId> {
    return (await this.#page.call('verification.requestUser', { accountId: this.#accountId, userId })).verificationId;
  }

  async act(
    act: 'accept' | 'startEmoji' | 'showQr' | 'confirm' | 'mismatch' | 'cancel' | 'dismiss',
    verificationId: VerificationId,
  ): Promise<void> {
    await this.#page.call(`verification.${act}`, { accountId: this.#accountId, verificationId });
  }

  async scan(verificationId: VerificationId, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#page.call('verification.scanQr', { accountId: this.#accountId, verificationId, bytes });
  }

  /** Waits for one that came from elsewhere and is still open. */
  async incoming(fits: (item: Verification) => boolean = () => true): Promise<Verification> {
    const holds = (item: Verification): boolean =>
      item.direction === 'incoming' && (item.state.phase === 'requested' || item.state.phase === 'waiting') && fits(item);
    const items = await this.feed.until((all) => all.some(holds), 60_000);
    return items.find(holds) as Verification;
  }

  /** Waits until it has come to a phase; another end than that is an error. */
  async reaches<P extends Phase>(verificationId: VerificationId, phase: P): Promise<Verification & { state: StateOf<P> }> {
    const of = (all: readonly Verification[]): Verification | undefined => all.find((item) => item.verificationId === verificationId);
    const items = await this.feed.until((all) => {
      const state = of(all)?.state;
      return state?.phase === phase || state?.phase === 'cancelled' || state?.phase === 'done';
    }, 60_000);
    const item = of(items);
    if (item?.state.phase !== phase) throw new Error(`${phase} was expected: ${JSON.stringify(item?.state)}`);
    return item as Verification & { state: StateOf<P> };
  }
}
