export { backOffMs } from './back-off.ts';
export { ClassicSource } from './classic-source.ts';
export { keepSync } from './keep.ts';
export { SyncLoop, type SyncState } from './loop.ts';
export { Pause } from './pause.ts';
