export { LiveOptions } from './own-options.ts';
