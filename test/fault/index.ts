export type { Fault } from './faults.ts';
export { startFaultProxy, type ActiveRule, type FaultProxy, type Rule, type SeenRequest } from './proxy.ts';
