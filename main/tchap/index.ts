export { findHomeserver } from './discovery/find-homeserver.ts';
export { ContentScanner, type Sealed, type ScannedFile, type ScannerHttp, type Verdict } from './scanner/content-scanner.ts';
