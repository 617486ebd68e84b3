export { OwnIdentity, type IdentityParts } from './identity.ts';
