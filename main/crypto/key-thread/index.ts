export { KeyThread } from './key-thread.ts';
