import type { FeedSources } from '../../preload/wire/index.ts';
import type { SettingsSource } from './types.ts';

/** Feed `settings`: one item. */
export function settingsFeed(settings: SettingsSource): FeedSources['settings'] {
  return (_input, sink) => {
    sink.reset([{ id: 1, ...settings.current() }], { managed: [...settings.managed] });
    return settings.onChange((current) => sink.push([{ op: 'set', at: 0, item: { id: 1, ...current } }]));
  };
}
