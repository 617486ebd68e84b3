export { default as FilesPanel } from './FilesPanel.svelte';
