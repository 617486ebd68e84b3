import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { AccountId } from '../../../preload/contract/index.ts';
import { CodedError } from '../../../preload/contract/index.ts';
import type { AccountRecord } from '../../records/index.ts';
import type { AccountEntry } from './account-file.ts';
import { accountEntry, readJsonFile } from './account-file.ts';
import { writeFileAtomically } from './atomic-file.ts';

const registryFile = v.object({ version: v.literal(1), accounts: v.array(accountEntry) });

/** Tells of something unusual; never holds a secret. */
export type Report = (message: string) => void;

/**
 * The accounts of this installation: `accounts.json` in `Paths.data`, and a directory for each with
 * a small `account.json` of its own, from which a lost or damaged registry is made again.
 */
export interface AccountRegistry {
  /** Complete accounts, in the order they were added. */
  list(): AccountRecord[];
  /** Throws `account.unknown`. */
  entry(accountId: AccountId): AccountEntry;
  /** Where everything of an account lies. */
  directory(accountId: AccountId): string;
  /** Makes the directory of an account that is being made; it is listed once `complete` is called. */
  begin(entry: AccountEntry): void;
  complete(entry: AccountEntry): void;
  /** Takes an account out of the list, durably, before its key and files go. */
  retire(accountId: AccountId): void;
  /** Removes the directory of an account that is not listed. */
  erase(accountId: AccountId): void;
  /** Directories of accounts whose making or removal did not end. */
  unfinished(): AccountId[];
}

interface Place {
  file: string;
  accounts: string;
}

const directoryOf = (place: Place, accountId: AccountId): string => join(place.accounts, accountId);
const ownFile = (place: Place, accountId: AccountId): string => join(directoryOf(place, accountId), 'account.json');

const readOwn = (place: Place, accountId: AccountId): AccountEntry | null => {
  const read = readJsonFile(ownFile(place, accountId), accountEntry);
  return read.state === 'read' && read.value.accountId === accountId ? read.value : null;
};

function saveOwn(place: Place, entry: AccountEntry): void {
  mkdirSync(directoryOf(place, entry.accountId), { recursive: true, mode: 0o700 });
  writeFileAtomically(ownFile(place, entry.accountId), `${JSON.stringify(entry, null, 2)}\n`);
}

/** Entries of all account directories; a directory whose own file is unreadable has none. */
const readDirectories = (place: Place): AccountEntry[] =>
  readdirSync(place.accounts)
    .map((name) => readOwn(place, name as AccountId))
    .filter((entry) => entry !== null);

function setAside(file: string, report: Report): void {
  const aside = `${file}.damaged-${Date.now()}`;
  renameSync(file, aside);
  report(`accounts.json was damaged and is kept as ${aside}; it is made again from the account directories`);
}

/** The listed accounts: those of the file, without the retired ones, then those that only their directory knows. */
function load(place: Place, report: Report): AccountEntry[] {
  const read = readJsonFile(place.file, registryFile);
  if (read.state === 'damaged') setAside(place.file, report);
  const listed = read.state === 'read' ? read.value.accounts : [];
  const own = readDirectories(place);
  const retired = new Set(own.filter((entry) => !entry.keyStored).map((entry) => entry.accountId));
  const known = new Set(listed.map((entry) => entry.accountId));
  const found = own.filter((entry) => entry.keyStored && !known.has(entry.accountId));
  return [...listed.filter((entry) => !retired.has(entry.accountId)), ...found];
}

/** Opens the registry in `data` (`Paths.data`), repairing it where needed. */
export function openAccountRegistry(data: string, report: Report): AccountRegistry {
  const place: Place = { file: join(data, 'accounts.json'), accounts: join(data, 'accounts') };
  mkdirSync(place.accounts, { recursive: true, mode: 0o700 });
  let entries = load(place, report);
  for (const entry of entries) if (!readOwn(place, entry.accountId)) saveOwn(place, entry);
  const save = (next: AccountEntry[]) => {
    writeFileAtomically(place.file, `${JSON.stringify({ version: 1, accounts: next }, null, 2)}\n`);
    entries = next;
  };
  const find = (accountId: AccountId): AccountEntry => {
    const entry = entries.find((candidate) => candidate.accountId === accountId);
    if (!entry) throw new CodedError('account.unknown', 'no such account');
    return entry;
  };
  return {
    list: () => entries.map(({ keyCheck: _check, ...record }) => record),
    entry: find,
    directory: (accountId) => directoryOf(place, accountId),
    begin: (entry) => saveOwn(place, entry),
    complete(entry) {
      saveOwn(place, entry);
      save([...entries.filter((other) => other.accountId !== entry.accountId), entry]);
    },
    retire(accountId) {
      saveOwn(place, { ...find(accountId), keyStored: false });
      save(entries.filter((entry) => entry.accountId !== accountId));
    },
    erase(accountId) {
      if (entries.some((entry) => entry.accountId === accountId)) throw new Error('a listed account is retired before it is erased');
      if (existsSync(directoryOf(place, accountId))) rmSync(directoryOf(place, accountId), { recursive: true, force: true, maxRetries: 5 });
    },
    unfinished: () => {
      const listed = new Set(entries.map((entry) => entry.accountId));
      return readDirectories(place)
        .filter((entry) => !entry.keyStored && !listed.has(entry.accountId))
        .map((entry) => entry.accountId);
    },
  };
}
