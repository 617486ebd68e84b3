export { TrustOffice } from './trust-office.ts';
