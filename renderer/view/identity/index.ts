export { default as CodePanel } from './CodePanel.svelte';
export { default as ConfirmDeviceDialog } from './ConfirmDeviceDialog.svelte';
export { default as IdentityBanner } from './IdentityBanner.svelte';
export { default as NewCodeDialog } from './NewCodeDialog.svelte';
export { default as ResetDialog } from './ResetDialog.svelte';
export { default as SetUpDialog } from './SetUpDialog.svelte';
