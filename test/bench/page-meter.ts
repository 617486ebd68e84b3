import type { Page } from 'playwright-core';

/** What only the browser knows of its page. */
export interface PageMeter {
  /** Milliseconds of processor that the main thread of the page uses for `work`: what else the machine does hardly counts. */
  cpuOf(work: () => Promise<unknown>): Promise<number>;
  /** Milliseconds of processor of the longest task of the main thread during `work`. */
  longestTaskOf(work: () => Promise<unknown>): Promise<number>;
  /** Nodes and listeners that are held, and MiB of the heap, after all garbage is gone. */
  held(): Promise<{ nodes: number; listeners: number; heapMib: number }>;
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds of processor. */
  tdur?: number;
  args?: { name?: string };
}

/** Of the main threads of pages: the browser's own are not ours. */
function longestTask(events: readonly TraceEvent[]): number {
  const mains = new Set(events.filter((event) => event.args?.name === 'CrRendererMain').map((event) => `${event.pid} ${event.tid}`));
  const tasks = events.filter((event) => mains.has(`${event.pid} ${event.tid}`) && /RunTask$/u.test(event.name));
  return Math.max(0, ...tasks.map((event) => (event.tdur ?? 0) / 1000));
}

export async function meterOf(page: Page): Promise<PageMeter> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const metric = async (): Promise<(name: string) => number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (name) => metrics.find((one) => one.name === name)?.value ?? 0;
  };
  return {
    cpuOf: async (work) => {
      const before = (await metric())('TaskDuration');
      await work();
      return ((await metric())('TaskDuration') - before) * 1000;
    },
    longestTaskOf: async (work) => {
      const browser = page.context().browser();
      await browser?.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'toplevel'] });
      await work();
      const trace = JSON.parse(((await browser?.stopTracing()) ?? '{}').toString()) as { traceEvents?: TraceEvent[] };
      return longestTask(trace.traceEvents ?? []);
    },
    held: async () => {
      // What is collected first may have held what is collected then.
      for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
      const value = await metric();
      return { nodes: value('Nodes'), listeners: value('JSEventListeners'), heapMib: value('JSHeapUsedSize') / 1024 / 1024 };
    },
  };
}
