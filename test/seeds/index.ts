export { agents, gatherAgents, initials, registerAgents, seed, type Cast, type Initial, type Seeded, type SeededUsers } from './seed.ts';
export { chart, landscape, pdf, png } from './png.ts';
