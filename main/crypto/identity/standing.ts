import type { IdentityState } from '../../matrix/index.ts';
import type { OwnKeys } from './own-keys.ts';
import { crossSigningSecrets, opens, secretNames, type StoredSecrets } from './secret-storage.ts';

/** What the server said last. */
export interface ServerFacts {
  /** Public master key of the account; null where it has no identity. */
  master: string | null;
  stored: StoredSecrets;
  hasBackup: boolean;
}

/** A key that another application described is taken to be of the identity in force; ours tells. */
const isOf = ({ key }: StoredSecrets, master: string | null): boolean =>
  key !== null && (key.made === null || key.made.masterKey === master);

function codeOf({ master, stored }: ServerFacts): IdentityState['code'] {
  const exists = isOf(stored, master) && opens(stored, crossSigningSecrets);
  return { exists, createdAt: exists ? (stored.key?.made?.at ?? null) : null };
}

/** Whether the code in force opens all that the next device needs. */
const isWhole = ({ master, stored, hasBackup }: ServerFacts): boolean =>
  isOf(stored, master) && opens(stored, hasBackup ? secretNames : crossSigningSecrets);

/** Whether this device is signed by the identity that the server has. */
export const isConfirmed = (facts: Pick<ServerFacts, 'master'>, keys: OwnKeys): boolean =>
  facts.master !== null && keys.master === facts.master && keys.verified && keys.signed;

function statusOf(facts: ServerFacts, keys: OwnKeys, asked: boolean): IdentityState['status'] {
  if (facts.master === null) return asked ? 'authentication' : 'setting-up';
  if (!isConfirmed(facts, keys)) return 'unconfirmed';
  return isWhole(facts) ? 'ready' : 'needs-code';
}

/** How the device stands, from what the server and the engine say. `asked`: the server wants the agent to confirm who they are. */
export function standingOf(facts: ServerFacts | null, keys: OwnKeys, asked: boolean, problem: IdentityState['problem']): IdentityState {
  const { otherDevices } = keys;
  if (facts === null) return { status: 'unknown', ways: [], code: null, otherDevices, changed: false, problem };
  const status = statusOf(facts, keys, asked);
  const code = codeOf(facts);
  const ways: IdentityState['ways'] = [];
  if (otherDevices > 0) ways.push('device');
  if (code?.exists) ways.push('code');
  return { status, ways, code, otherDevices, changed: status === 'unconfirmed' && keys.violated, problem };
}
