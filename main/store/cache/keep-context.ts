import type { EventRecord, ParsedContext, ParsedMessages } from '../../records/index.ts';
import { applyRedaction } from './apply-room.ts';
import { chunkStep } from './chunk-queries.ts';
import type { EventRow } from './event-rows.ts';
import type { RoomRow } from './room-queries.ts';
import type { Tables } from './tables.ts';

interface Reach {
  /** Up to the first that has a place already. */
  fresh: EventRecord[];
  met: EventRow | null;
}

function reach(tables: Tables, room: RoomRow, events: readonly EventRecord[]): Reach {
  for (const [at, event] of events.entries()) {
    const met = tables.events.placed(room, event.eventId);
    if (met) return { fresh: events.slice(0, at), met };
  }
  return { fresh: [...events], met: null };
}

/** Puts events one after the other in a chunk, upwards or downwards from `index`; answers those that are new. */
function place(tables: Tables, room: RoomRow, chunk: number, index: number, step: 1 | -1, events: readonly EventRecord[]): EventRecord[] {
  let at = index;
  return events.flatMap((event) => {
    const kept = tables.events.settled(room, event);
    if (!tables.events.insert(room, kept, chunk, at)) return [];
    at += step;
    applyRedaction(tables, room, kept);
    return [kept];
  });
}

function setHole(tables: Tables, room: RoomRow, chunk: number, token: string | null): void {
  if (token === null) tables.timelines.dropHole(room, chunk);
  else tables.timelines.putHole(room, { chunk, token });
}

function setForward(tables: Tables, room: RoomRow, chunk: number, token: string | null): void {
  if (token === null) tables.chunks.dropForward(room, chunk);
  else tables.chunks.putForward(room, chunk, token);
}

/** A free chunk for events of this time, in the hole that hides them; null where no hole does. */
function freeChunk(tables: Tables, room: RoomRow, sentAt: number): number | null {
  const firsts = tables.chunks.firsts(room);
  const above = firsts.findIndex((first) => first.sentAt > sentAt);
  const upper = firsts[above < 0 ? firsts.length - 1 : above];
  if (!upper) return null;
  const lower = firsts.findLast(({ chunk }) => chunk < upper.chunk)?.chunk ?? upper.chunk - 2 * chunkStep;
  if (tables.timelines.holeBefore(room, { chunk: upper.chunk, index: 0 })?.chunk !== upper.chunk) return null;
  const middle = Math.floor((lower + upper.chunk) / 2);
  return middle === lower ? null : middle;
}

/**
 * Keeps an event from the middle of the history with those around it (`GET /context`), as a run of
 * its own or joined to the runs that it meets. Answers what is new, oldest first; null where it
 * cannot be placed. Runs in one transaction.
 */
export function keepContext(tables: Tables, room: RoomRow, context: ParsedContext): EventRecord[] | null {
  const { event, start, end } = context;
  if (!event) return null;
  if (tables.events.placed(room, event.eventId)) return [];
  const [down, up] = [reach(tables, room, context.before), reach(tables, room, context.after)];
  tables.state.addMembers(room, context.state);
  const rising = [...down.fresh].reverse().concat(event, up.fresh);
  if (up.met) return joinAbove(tables, room, rising, { chunk: up.met.chunk, lower: down.met?.chunk ?? null, start });
  if (down.met) {
    const { chunk } = down.met;
    setForward(tables, room, chunk, end);
    return place(tables, room, chunk, tables.events.above(room, chunk), 1, rising);
  }
  const chunk = freeChunk(tables, room, event.sentAt);
  if (chunk === null) return null;
  setHole(tables, room, chunk, start);
  setForward(tables, room, chunk, end);
  return place(tables, room, chunk, 0, 1, rising);
}

/** The events end where a known run begins. */
function joinAbove(
  tables: Tables,
  room: RoomRow,
  rising: EventRecord[],
  { chunk, lower, start }: { chunk: number; lower: number | null; start: string | null },
): EventRecord[] {
  const kept = place(tables, room, chunk, tables.events.below(room, chunk), -1, [...rising].reverse());
  if (lower !== null && lower < chunk) closeBetween(tables, room, lower, chunk);
  else setHole(tables, room, chunk, start);
  return kept.reverse();
}

/** Two runs turned out to be neighbours. */
export function closeBetween(tables: Tables, room: RoomRow, lower: number, upper: number): void {
  tables.chunks.forgetBetween(room, lower, upper);
  tables.chunks.dropForward(room, lower);
  tables.timelines.dropHole(room, upper);
}

/** Keeps an answer of `GET /messages` (`dir=f`) that goes on behind a chunk; answers what is new, oldest first. */
export function fillForward(tables: Tables, room: RoomRow, at: { chunk: number; token: string }, messages: ParsedMessages): EventRecord[] {
  if (tables.chunks.forward(room, at.chunk) !== at.token) return [];
  const unseen = messages.events.filter((event) => tables.events.placed(room, event.eventId)?.chunk !== at.chunk);
  const { fresh, met } = reach(tables, room, unseen);
  const kept = place(tables, room, at.chunk, tables.events.above(room, at.chunk), 1, fresh);
  tables.state.addMembers(room, messages.state);
  if (met && met.chunk > at.chunk) closeBetween(tables, room, at.chunk, met.chunk);
  else setForward(tables, room, at.chunk, messages.end === at.token ? null : messages.end);
  return kept;
}
