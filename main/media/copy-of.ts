import type { EventRecord } from '../records/index.ts';
import { asCount, asObject, readableEvent } from '../records/index.ts';
import type { EventFile } from './event-file.ts';
import { safeFileName } from './save-file.ts';
import type { NewAttachment } from './staging.ts';

/** The file of a message as one that is handed over anew. */
export function copyOf(file: EventFile, event: EventRecord | null, size: number): NewAttachment {
  const info = asObject(event === null ? null : readableEvent(event).content['info']);
  return {
    name: safeFileName(file.name),
    mimetype: file.mimetype === '' ? 'application/octet-stream' : file.mimetype,
    size,
    width: asCount(info['w']),
    height: asCount(info['h']),
    preview: null,
  };
}
