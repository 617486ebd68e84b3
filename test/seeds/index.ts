export { agents, initials, registerAgents, seed, type Initial, type Seeded, type SeededUsers } from './seed.ts';
export { chart, landscape, pdf, png } from './png.ts';
