import type { SessionRecord, SignInRecord } from '../../records/index.ts';
import type { SqlDatabase } from './types.ts';

interface Row {
  access_token: string;
  refresh_token: string | null;
  display_name: string | null;
  avatar_mxc: string | null;
  soft_logout: number;
  sign_in: string;
}

const toRecord = (row: Row): SessionRecord => ({
  accessToken: row.access_token,
  refreshToken: row.refresh_token,
  displayName: row.display_name,
  avatarMxc: row.avatar_mxc,
  softLogout: row.soft_logout === 1,
  signIn: JSON.parse(row.sign_in) as SignInRecord,
});

export function sessionQueries(db: SqlDatabase) {
  const read = db.prepare<[], Row>('SELECT * FROM session');
  const write = db.prepare('INSERT OR REPLACE INTO session VALUES (1, ?, ?, ?, ?, ?, ?)');
  return {
    session(): SessionRecord | null {
      const row = read.get();
      return row ? toRecord(row) : null;
    },
    saveSession(s: SessionRecord): void {
      write.run(s.accessToken, s.refreshToken, s.displayName, s.avatarMxc, s.softLogout ? 1 : 0, JSON.stringify(s.signIn));
    },
  };
}
