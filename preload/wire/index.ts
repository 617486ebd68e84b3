export { applyDiffs } from './apply.ts';
export { bridgeChannel, isHello, type Bridge } from './bridge.ts';
export { decodeMessage, encodeMessage } from './codec.ts';
export { connect, type ConnectOptions } from './connect.ts';
export { toMain, toPage, type ToMain, type ToPage } from './envelopes.ts';
export { portPair } from './pair.ts';
export type { Port } from './port.ts';
export { serve, type ServeOptions, type Served } from './serve.ts';
export type {
  CallInputOf,
  CallOutputOf,
  Client,
  ClientOf,
  ConnectionState,
  Context,
  Contract,
  FeedListener,
  FeedSink,
  FeedSources,
  FeedSourcesOf,
  Handlers,
  HandlersOf,
  StopFeed,
} from './types.ts';
