export { DelayedMessages } from './delayed-messages.ts';
