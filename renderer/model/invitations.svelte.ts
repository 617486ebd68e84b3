import { CodedError, type AccountId, type CallInput, type ErrorCode, type RoomId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { parseInvitees, type Invitee } from './invitee.ts';

/** What became of an invitation: the answer of main, or why there is none. */
export type Outcome = { invitee: Invitee } & ({ done: 'invited' | 'by-email' | 'already' } | { done: 'refused'; code: ErrorCode });

/** Inviting several people at once: one after the other, with what became of each. */
export class Invitations {
  chosen = $state.raw<readonly Invitee[]>([]);
  /** Words of the last paste that are neither an id nor an address. */
  invalid = $state.raw<readonly string[]>([]);
  /** Of the last run, in its order. */
  outcomes = $state.raw<readonly Outcome[]>([]);
  busy = $state(false);
  /** How many are done of those under way. */
  sent = $state(0);
  readonly refused: readonly Outcome[] = $derived.by(() => this.outcomes.filter(({ done }) => done === 'refused'));
  /** How many were invited in the last run. */
  readonly invited: number = $derived.by(() => this.outcomes.filter(({ done }) => done === 'invited' || done === 'by-email').length);
  readonly #client: Client;
  readonly #room: { accountId: AccountId; roomId: RoomId };
  #stopped = false;

  constructor(client: Client, accountId: AccountId, roomId: RoomId) {
    this.#client = client;
    this.#room = { accountId, roomId };
  }

  add(...invitees: Invitee[]): void {
    const known = new Set(this.chosen.map(({ id }) => id));
    this.chosen = [...this.chosen, ...invitees.filter(({ id }) => !known.has(id))];
  }

  remove(id: string): void {
    this.chosen = this.chosen.filter((invitee) => invitee.id !== id);
  }

  /** Takes all people in a text; whether there were any. What is none is told. */
  take(text: string): boolean {
    const { invitees, invalid } = parseInvitees(text);
    this.add(...invitees);
    this.invalid = invalid;
    return invitees.length > 0;
  }

  /** Invites all who were chosen. Those who were refused stay, to be tried again. */
  async send(): Promise<void> {
    if (this.busy) return;
    const all = this.chosen;
    const outcomes: Outcome[] = [];
    this.busy = true;
    this.sent = 0;
    for (const invitee of all) {
      if (this.#stopped) break;
      outcomes.push(await this.#invite(invitee));
      this.sent++;
    }
    this.outcomes = outcomes;
    this.chosen = all.filter((invitee) => !outcomes.some((outcome) => outcome.invitee === invitee && outcome.done !== 'refused'));
    this.busy = false;
  }

  /** Nobody else is invited. */
  stop(): void {
    this.#stopped = true;
  }

  /** Back to choosing, with those who were refused. */
  again(): void {
    this.outcomes = [];
  }

  async #invite(invitee: Invitee): Promise<Outcome> {
    const who: CallInput<'people.invite'>['who'] = invitee.kind === 'email' ? { email: invitee.email } : { userId: invitee.userId };
    try {
      return { invitee, done: (await this.#client.call('people.invite', { ...this.#room, who })).outcome };
    } catch (error) {
      return { invitee, done: 'refused', code: error instanceof CodedError ? error.code : 'internal' };
    }
  }
}
