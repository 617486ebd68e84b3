import type { Download } from '../../preload/contract/index.ts';
import type { FeedSources } from '../../preload/wire/index.ts';
import { ArrangedList } from '../lists/index.ts';
import type { FeedDependencies } from './types.ts';

/** What is here sooner is not told of: a line that comes and goes only disturbs. In milliseconds. */
const shortMs = 1000;

/** Feed `downloads`: files of messages on their way here. */
export function downloadsFeed({ all, onChange }: FeedDependencies['downloads']): FeedSources['downloads'] {
  return (_input, sink) => {
    const list = new ArrangedList<Download>(({ id }) => id);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const arrange = (): void => {
      clearTimeout(timer);
      const downloads = all().sort((a, b) => b.ageMs - a.ageMs);
      list.arrange(downloads.filter(({ ageMs }) => ageMs >= shortMs).map(viewOf));
      const next = downloads.find(({ ageMs }) => ageMs < shortMs);
      if (next) timer = setTimeout(arrange, shortMs - next.ageMs);
    };
    arrange();
    sink.reset(list.items, {});
    list.observe((diffs) => sink.push(diffs));
    const leave = onChange(arrange);
    return () => {
      clearTimeout(timer);
      leave();
    };
  };
}

const viewOf = ({ ageMs: _ageMs, ...download }: ReturnType<FeedDependencies['downloads']['all']>[number]): Download => ({
  id: `${download.accountId} ${download.eventId}`,
  ...download,
});
