export { default as Members } from './Members.svelte';
