export { readPolicy, type Policy } from './policy.ts';
export type { PolicyValues } from './schema.ts';
