import type { BackupView, IdentityView, MessageContent } from '../../../preload/contract/index.ts';

type Reason = Extract<MessageContent, { kind: 'undecryptable' }>['reason'];
export interface WayOut {
  /** What is said in place of the words of the reason; null for these. */
  told: 'unconnected' | 'fetching' | 'unreachable' | null;
  /** What the agent can do; null where only waiting, or somebody else, helps. */
  way: 'confirm' | 'repair' | null;
}

/** What can be done about a message that cannot be read, as the backup and this device stand now. */
export function wayOut(reason: Reason, backup: BackupView | null, identity: IdentityView | null): WayOut {
  if (reason === 'withheld-unverified' && identity?.status === 'unconfirmed') return { told: null, way: 'confirm' };
  if (reason === 'other' || reason === 'withheld') return { told: null, way: 'repair' };
  if (reason !== 'waiting') return { told: null, way: null };
  if (backup?.status === 'unconnected') return { told: 'unconnected', way: 'confirm' };
  if (backup?.status === 'unreachable') return { told: 'unreachable', way: 'repair' };
  if (backup !== null && (backup.restore?.state === 'running' || backup.lookups > 0)) return { told: 'fetching', way: null };
  return { told: null, way: 'repair' };
}
