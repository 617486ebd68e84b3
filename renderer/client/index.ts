export { createClient, type ClientOptions } from './reconnecting-client.ts';
export { applyDiffs, type Client, type ClientOf, type ConnectionState, type FeedListener, type Port } from '../../preload/wire/index.ts';
