import { writeFile } from 'node:fs/promises';
import { CodedError, type CallInput } from '../../preload/contract/index.ts';
import type { PeopleService } from '../feeds/index.ts';
import type { MemberFiles } from '../handlers/index.ts';
import type { Host } from '../host/index.ts';
import { memberLines, memberTable } from './member-table.ts';

/** Lists of members as files: asks the agent where; a name that ends with `.txt` gives lines, any other a table. */
export function createMemberFiles(dialogs: Host['dialogs'], people: Pick<PeopleService, 'wholeRoom'>): MemberFiles {
  return {
    async export({ accountId, roomId, words }: CallInput<'people.exportMembers'>) {
      const members = (await people.wholeRoom(accountId, roomId)).filter(({ membership }) => membership !== 'ban');
      const path = await dialogs.saveFile(`${words.fileName.replace(/[^\p{L}\p{N} ._-]+/gu, ' ').trim() || 'membres'}.csv`);
      if (path === null) return null;
      const text = path.toLowerCase().endsWith('.txt') ? memberLines(members) : memberTable(members, words);
      await writeFile(path, text, { mode: 0o600 }).catch((cause: unknown) => {
        throw new CodedError('file.unwritable', 'the list cannot be written there', { cause });
      });
      return members.length;
    },
  };
}
