/**
 * The one place that names the Rust crypto's binding. matrix-js-sdk imports the same package, so a
 * native binding with the same exports takes its place by one alias of that name in `package.json`
 * (and the store then needs no IndexedDB: `openMachine` in `machine.ts` is where it is given one).
 */
export {
  BackupDecryptionKey,
  DehydratedDeviceKey,
  CollectStrategy,
  DecryptionErrorCode,
  DecryptionSettings,
  DeviceId,
  DeviceLists,
  EncryptionAlgorithm,
  EventId,
  MegolmDecryptionError,
  OlmMachine,
  OtherUserIdentity,
  OwnUserIdentity,
  Qr,
  QrCodeScan,
  QrState,
  RequestType,
  RoomId,
  RoomMessageRequest,
  Sas,
  ShieldColor,
  ShieldStateCode,
  ToDeviceRequest,
  TrustRequirement,
  UserId,
  VerificationMethod,
  VerificationRequestPhase,
} from '@matrix-org/matrix-sdk-crypto-wasm';
export type {
  DecryptedRoomEvent,
  Device,
  OutgoingRequest,
  RehydratedDevice,
  RoomKeyImportResult,
  RoomSettings,
  StoredRoomKeyBundleData,
  VerificationRequest,
} from '@matrix-org/matrix-sdk-crypto-wasm';
