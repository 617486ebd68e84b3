export { default as VerificationCards } from './VerificationCards.svelte';
export { default as VerificationDialog } from './VerificationDialog.svelte';
