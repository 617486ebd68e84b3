import type { Settings, SpellingLanguage } from '../../preload/contract/index.ts';

/** The languages that are checked: those that the agent chose, or that of the application. `locale`: BCP 47 tag of the OS. */
export function languagesOf({ spelling, language }: Pick<Settings, 'spelling' | 'language'>, locale: string): readonly SpellingLanguage[] {
  if (spelling !== null) return spelling;
  const tag = (language === 'system' ? locale : language).toLowerCase();
  return [tag.startsWith('fr') ? 'fr' : 'en-GB'];
}
