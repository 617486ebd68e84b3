import type { AttachmentId } from '../../../preload/contract/index.ts';
import type { AttachmentRecord } from '../../records/index.ts';
import type { SqlDatabase } from './types.ts';

interface Row {
  attachment_id: AttachmentId;
  name: string;
  mimetype: string;
  size: number;
  width: number | null;
  height: number | null;
  file: string | null;
  mxc: string | null;
}

const toRecord = (row: Row): AttachmentRecord => ({
  attachmentId: row.attachment_id,
  name: row.name,
  mimetype: row.mimetype,
  size: row.size,
  width: row.width,
  height: row.height,
  file: row.file === null ? null : (JSON.parse(row.file) as AttachmentRecord['file']),
  mxc: row.mxc,
});

export function attachmentQueries(db: SqlDatabase) {
  const read = db.prepare<[string], Row>('SELECT * FROM attachment WHERE attachment_id = ?');
  const write = db.prepare('INSERT OR REPLACE INTO attachment VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const remove = db.prepare('DELETE FROM attachment WHERE attachment_id = ?');
  return {
    attachment(attachmentId: AttachmentId): AttachmentRecord | null {
      const row = read.get(attachmentId);
      return row ? toRecord(row) : null;
    },
    saveAttachment(a: AttachmentRecord): void {
      const file = a.file ? JSON.stringify(a.file) : null;
      write.run(a.attachmentId, a.name, a.mimetype, a.size, a.width, a.height, file, a.mxc);
    },
    removeAttachment: (attachmentId: AttachmentId): void => void remove.run(attachmentId),
  };
}
