import { done, finished, openDb, ourFactory } from './databases.ts';

/** Run as a process of its own: writes pairs until it is killed, and says which were committed. */
const { factory } = ourFactory(process.argv[2] ?? '');
const db = await openDb(factory, 1, (fresh) => {
  fresh.createObjectStore('left').createIndex('half', 'half');
  fresh.createObjectStore('right');
});
for (let number = (await done(db.transaction('left').objectStore('left').count())) + 1; ; number++) {
  const transaction = db.transaction(['left', 'right'], 'readwrite');
  const left = transaction.objectStore('left').put({ number, half: number % 2, filler: 'x'.repeat(500) }, number);
  left.onsuccess = () => transaction.objectStore('right').put(number, number);
  await finished(transaction);
  process.stdout.write(`${number}\n`);
}
