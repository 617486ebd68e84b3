export { Repair } from './repair.ts';
