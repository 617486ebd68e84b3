/** Forms of a word by number. French uses `one` for 0 and 1, English for 1 alone (CLDR). */
export type Forms = { one: string; other: string };

const rules = { fr: new Intl.PluralRules('fr'), en: new Intl.PluralRules('en') };
const figures = { fr: new Intl.NumberFormat('fr-FR'), en: new Intl.NumberFormat('en-GB') };

const pick =
  (language: 'fr' | 'en') =>
  (count: number, forms: Forms): string =>
    (rules[language].select(count) === 'one' ? forms.one : forms.other).replace('#', figures[language].format(count));

/** The French form for a count; `#` becomes the figure. */
export const fr = pick('fr');
/** The English form for a count; `#` becomes the figure. */
export const en = pick('en');
