export { default as ConfirmIdentity } from './ConfirmIdentity.svelte';
export { getAppContext, setAppContext, type MediaSource } from './context.ts';
export { default as EntryPage } from './EntryPage.svelte';
export { default as FeedProblem } from './FeedProblem.svelte';
export { memberMenu } from './member-menu.ts';
export { default as Problem } from './Problem.svelte';
export { default as StatusLink } from './StatusLink.svelte';
export { default as SoundPlayer } from './SoundPlayer.svelte';
