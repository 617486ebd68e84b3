export { SharedHistory, type ReceivedMessage } from './shared-history.ts';
