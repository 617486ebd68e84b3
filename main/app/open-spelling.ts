import type { Host } from '../host/index.ts';
import type { Logger } from '../log/index.ts';
import type { SettingsStore } from '../settings/index.ts';
import { languagesOf, Spelling } from '../spelling/index.ts';

/** Spelling in the languages of the settings. */
export function openSpelling(host: Pick<Host, 'environment'>, settings: Pick<SettingsStore, 'current'>, log: Logger) {
  const spelling = new Spelling(log);
  const languages = () => languagesOf(settings.current(), host.environment.locale);
  return {
    service: {
      misspelled: (words: readonly string[]) => spelling.misspelled(words, languages()),
      suggestions: (word: string) => spelling.suggestions(word, languages()),
    },
    close: () => spelling.close(),
  };
}
