export { default as EmailPanel } from './EmailPanel.svelte';
export { default as ProfilePanel } from './ProfilePanel.svelte';
