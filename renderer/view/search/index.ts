export { default as SearchPanel } from './SearchPanel.svelte';
