export { startFakeIdentity, type FakeIdentity } from './fake-identity.ts';
export { startFakeDiscovery, type DiscoveryAnswer, type FakeDiscovery } from './fake-discovery.ts';
export { startFakeVersions, type FakeVersions } from './fake-versions.ts';
