export { Dehydration } from './dehydration.ts';
