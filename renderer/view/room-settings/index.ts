export { default as ExcludeDialog } from './ExcludeDialog.svelte';
export { default as LeaveDialog } from './LeaveDialog.svelte';
export { default as RoleDialog } from './RoleDialog.svelte';
export { default as RoomSettingsDialog } from './RoomSettingsDialog.svelte';
