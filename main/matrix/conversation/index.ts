export { LiveConversation } from './conversation.ts';
