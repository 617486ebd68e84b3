export { HeldFeed, openTo, type PageMain } from './main.ts';
export * as office from './office.ts';
