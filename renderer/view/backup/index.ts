export { default as BackupPanel } from './BackupPanel.svelte';
export { default as ExportKeysDialog } from './ExportKeysDialog.svelte';
export { default as ImportKeysDialog } from './ImportKeysDialog.svelte';
export { default as KeyFilePanel } from './KeyFilePanel.svelte';
export { default as RepairDialog } from './RepairDialog.svelte';
export { default as RepairPanel } from './RepairPanel.svelte';
export { default as ReplaceBackupDialog } from './ReplaceBackupDialog.svelte';
