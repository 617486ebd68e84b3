export { default as DevicesPanel } from './DevicesPanel.svelte';
export { default as ExclusionPanel } from './ExclusionPanel.svelte';
export { default as NewDeviceBanner } from './NewDeviceBanner.svelte';
export { default as RoomTrust } from './RoomTrust.svelte';
export { default as SignOutDevicesDialog } from './SignOutDevicesDialog.svelte';
