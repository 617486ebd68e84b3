export { EngineRepair } from './engine-repair.ts';
