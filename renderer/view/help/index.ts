export { default as HelpDialog } from './HelpDialog.svelte';
