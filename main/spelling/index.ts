export { languagesOf } from './languages.ts';
export { Spelling } from './spelling.ts';
