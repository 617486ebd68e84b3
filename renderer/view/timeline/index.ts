export { default as PinnedBar } from './pinned/PinnedBar.svelte';
export { default as PinnedPanel } from './pinned/PinnedPanel.svelte';
export { default as ThreadList } from './threads/ThreadList.svelte';
export { default as Timeline } from './Timeline.svelte';
