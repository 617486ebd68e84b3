export { default as AddRoomsDialog } from './AddRoomsDialog.svelte';
export { default as NewRoomInSpaceDialog } from './NewRoomInSpaceDialog.svelte';
export { default as NewSpaceDialog } from './NewSpaceDialog.svelte';
export { default as SpaceDialog } from './SpaceDialog.svelte';
export { default as SpaceList } from './SpaceList.svelte';
