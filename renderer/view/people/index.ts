export { default as BlockedPanel } from './BlockedPanel.svelte';
export { default as InviteDialog } from './InviteDialog.svelte';
export { default as Members } from './Members.svelte';
export { default as NewDirectDialog } from './NewDirectDialog.svelte';
export { default as PersonDialog } from './PersonDialog.svelte';
