export { applyDiffs } from './apply.ts';
export { bridgeChannel, isHello, type Bridge } from './bridge.ts';
export { decodeMessage, encodeMessage } from './codec.ts';
export { connect } from './connect.ts';
export type { ToPage } from './envelopes.ts';
export { portPair } from './pair.ts';
export type { Port } from './port.ts';
export { serve, type ServeOptions, type Served } from './serve.ts';
export type { Client, ClientOf, ConnectionState, Contract, FeedListener, FeedSink, FeedSources, Handlers, StopFeed } from './types.ts';
