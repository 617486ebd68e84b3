export { startFakeDiscovery, type DiscoveryAnswer, type FakeDiscovery } from './fake-discovery.ts';
