export { encryptionTarget, loadMembers } from './encryption.ts';
export { PersistedQueue } from './send-queue.ts';
export { sendOne } from './sender.ts';
