export { FakeKeychain } from './fake-keychain.ts';
export { createHeadlessHost, type HeadlessHost, type HeadlessHostOptions } from './headless-host.ts';
export { nodeFetch } from './net.ts';
export { startHeadless, type Headless, type HeadlessOptions } from './start-headless.ts';
