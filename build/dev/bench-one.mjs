// One bench in a process of its own: node bench-one.mjs <name>. Tells the result to its parent.
const { run } = await import(`../../test/bench/${process.argv[2]}.ts`);
process.send(await run(), () => process.exit(0));
