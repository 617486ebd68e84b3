export { IdentityServer } from './identity-server.ts';
export { LivePeople } from './people.ts';
export type { PeopleRules } from './types.ts';
