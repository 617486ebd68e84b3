export { createClient } from './reconnecting-client.ts';
export { applyDiffs, type Client, type ConnectionState } from '../../preload/wire/index.ts';
