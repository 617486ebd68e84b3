// Budgets of the metrics and ratios of `npm run bench`, upper bounds. Times were set on a two-core machine that did
// nothing else; only ratios carry over to another one. Milliseconds, MiB.
export const budgets = {
  crypto: { encryptMs: 0.8, decryptMs: 1.3, decrypt: 3, encrypt: 5, openMs: 1000 },
  backup: { longestStallMs: 60 },
  start: { rooms100ListMs: 500, rooms100TimelineMs: 800, rooms2000ListMs: 500, rooms2000TimelineMs: 800 },
  search: { commonWordMs: 50, rareWordMs: 50, beginningMs: 50, inRoomMs: 50 },
  sync: { ownShareMs: 400, ownStallMs: 50 },
  page: {
    bundleGzipMib: 0.5,
    roomSwitchMs: 35,
    roomSwitchP95Ms: 80,
    echoMs: 16.7,
    memoryIdleMib: 300,
    memoryAfterSwitchesMib: 300,
    memoryOwnIdleMib: 220,
    memoryGrowth: 1.1,
    nodeGrowth: 1.05,
    listenerGrowth: 1.05,
    heapGrowth: 1.2,
  },
  scale: { openLargeMs: 80, burstLongestTaskMs: 16, openLargeToSmall: 1.5, heapGrowth: 1.2, nodeGrowth: 1.1 },
};
