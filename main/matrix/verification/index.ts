export { LiveVerifications } from './live-verifications.ts';
