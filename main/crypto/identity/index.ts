export { OwnIdentity } from './identity.ts';
