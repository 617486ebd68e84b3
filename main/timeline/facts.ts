import * as v from 'valibot';
import { transactionId, type EventId, type TransactionId, type UserId } from '../../preload/contract/index.ts';
import { isDisplayable, isMessage, threadOf, type EventRecord } from '../records/index.ts';
import { replyTargetOf } from './relations.ts';

/** What follows from an event alone. */
export interface Facts {
  isRow: boolean;
  replyTo: EventId | null;
  /** The transaction id of an event of our own, which names its row from the local echo on. */
  transactionId: TransactionId | null;
}

/** Works out the facts of an event once; records are never changed in place. */
export function factFinder(own: UserId, thread: EventId | null): (event: EventRecord) => Facts {
  const known = new WeakMap<EventRecord, Facts>();
  return (event) => {
    const found = known.get(event) ?? {
      isRow: isDisplayable(event) || (thread !== null && isMessage(event) && threadOf(event) === thread),
      replyTo: replyTargetOf(event),
      transactionId: event.sender === own && event.transactionId !== null ? parsed(event.transactionId) : null,
    };
    known.set(event, found);
    return found;
  };
}

function parsed(id: string): TransactionId | null {
  const result = v.safeParse(transactionId, id);
  return result.success ? result.output : null;
}
