import type { FeedSources } from '../../preload/wire/index.ts';
import type { VersionSource } from './types.ts';

/** Feed `versionAdvice`: one item, or none. */
export function versionAdviceFeed(versions: VersionSource): FeedSources['versionAdvice'] {
  return (_input, sink) => {
    const items = () => [versions.current()].filter((advice) => advice !== null);
    sink.reset(items(), {});
    return versions.onChange(() => sink.reset(items(), {}));
  };
}
