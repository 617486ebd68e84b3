import { isValidEdit, type ClearEvent, type EventRecord, type JsonObject } from '../records/index.ts';
import { object } from './json.ts';
import { clearOf } from './relations.ts';

/** The event whose content stands for a message now, and that content. */
export interface Replacement {
  event: EventRecord;
  clear: ClearEvent;
}

/**
 * The edit that is in force (spec 11.5, event replacements): of those that are valid the one with
 * the latest `origin_server_ts`, of equal ones the greatest event id.
 */
export function replacementOf(original: EventRecord, edits: readonly EventRecord[] | undefined): Replacement | null {
  let newest: Replacement | null = null;
  for (const edit of replacements(original, edits ?? [])) if (!newest || isLater(edit.event, newest.event)) newest = edit;
  return newest;
}

/** All edits that count, oldest first. */
export const validEdits = (original: EventRecord, edits: readonly EventRecord[]): Replacement[] =>
  replacements(original, edits).sort((a, b) => (isLater(a.event, b.event) ? 1 : -1));

function replacements(original: EventRecord, edits: readonly EventRecord[]): Replacement[] {
  return edits.flatMap((event) => {
    const content = newContent(original, event);
    return content === null ? [] : [{ event, clear: { type: clearOf(event)?.type ?? event.type, content } }];
  });
}

/** `m.new_content` where the edit is valid and can be read. */
function newContent(original: EventRecord, edit: EventRecord): JsonObject | null {
  if (!isValidEdit(edit, original)) return null;
  return clearOf(original) && object(clearOf(edit)?.content['m.new_content']);
}

function isLater(a: EventRecord, b: EventRecord): boolean {
  return a.sentAt === b.sentAt ? a.eventId > b.eventId : a.sentAt > b.sentAt;
}
