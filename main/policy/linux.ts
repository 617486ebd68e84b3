import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isValues, type PolicyDocument, type PolicySources } from './documents.ts';

/** More are no configuration. */
const largestFile = 1024 * 1024;
const othersMayWrite = 0o022;

/** The `*.json` files of the folder, by name. Only those that `owner` alone can write count: else any agent's program could set policies. */
export async function readPolicyFiles(folder: string, owner: number): Promise<PolicySources> {
  const sources: PolicySources = { documents: [], problems: [] };
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.endsWith('.json')).sort()) {
    const path = join(folder, name);
    const read = await readPolicyFile(path, owner).catch(() => 'cannot be read');
    if (typeof read === 'string') sources.problems.push(`${path} ${read}`);
    else sources.documents.push(read);
  }
  return sources;
}

async function readPolicyFile(path: string, owner: number): Promise<PolicyDocument | string> {
  for (const each of [path, join(path, '..')]) {
    const { uid, mode } = await stat(each);
    if (uid !== owner || (mode & othersMayWrite) !== 0) return 'can be written by others than root, and does not count';
  }
  const { size } = await stat(path);
  if (size > largestFile) return 'is too large';
  const values: unknown = parsed(await readFile(path, 'utf8'));
  return isValues(values) ? { origin: path, values } : 'holds no JSON object';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
