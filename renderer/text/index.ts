export { clock, dateAndTime, dayTitle, shortDate } from './dates.ts';
export { badge, duration, figure, fileSize } from './figures.ts';
export { language, languageFor, setLanguage, t } from './language.svelte.ts';
export { initials, organisationOf, personName, previewLine, roomName } from './names.ts';
export { folded, oneLine } from './plain.ts';
export { problemWords, wordsOf, type ProblemWords } from './problems.ts';
export * from './document/index.ts';
export * from './sanitise/index.ts';
