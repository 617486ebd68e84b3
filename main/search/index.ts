export { findMessages } from './find-messages.ts';
