export { ContentScanner, type Sealed, type ScannedFile, type ScannerHttp, type Verdict } from './scanner/content-scanner.ts';
