export { readPolicy, type Policy } from './policy.ts';
