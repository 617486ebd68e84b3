export { default as ForgetDialog } from './ForgetDialog.svelte';
export { default as Locked } from './Locked.svelte';
export { default as Barred } from './Barred.svelte';
export { default as SuspendedBanner } from './SuspendedBanner.svelte';
export { default as SignedOut } from './SignedOut.svelte';
export { default as SignOutDialog } from './SignOutDialog.svelte';
export { default as SoftLogout } from './SoftLogout.svelte';
