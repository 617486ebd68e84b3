export * from './account.ts';
export * from './event.ts';
export * from './room.ts';
export * from './queue.ts';
export * from './sync.ts';
