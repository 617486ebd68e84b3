export { encryptionTarget, loadMembers } from './encryption.ts';
export { PersistedQueue } from './send-queue.ts';
export { type ClearContent } from './content.ts';
export { prepared, sendOne, type SenderParts } from './sender.ts';
