import { createRequire } from 'node:module';
import * as wasm from '@matrix-org/matrix-sdk-crypto-wasm';
import type * as Native from '@matrix-org/matrix-sdk-crypto-nodejs';

/** What the machine has to say to the server, of whichever binding. `type` is `RequestType`, alike in both. */
export interface MachineRequest {
  id: string;
  type: number;
  body: string;
  /** Of to-device requests. */
  eventType?: string;
  txnId?: string;
}

/** The machine of a device, as `BindingPeer` drives it: the same over both bindings. */
export interface Machine {
  outgoing(): Promise<MachineRequest[]>;
  sent(request: MachineRequest, answer: string): Promise<void>;
  sync(events: string, changed: string[], counts: Record<string, number>): Promise<void>;
  follow(users: string[]): Promise<void>;
  missingSessions(users: string[]): Promise<MachineRequest | null>;
  share(roomId: string, users: string[]): Promise<MachineRequest[]>;
  encrypt(roomId: string, content: string): Promise<string>;
  /** The decrypted event as JSON. Rejects where its key is not there. */
  decrypt(roomId: string, event: string): Promise<string>;
  close(): void;
}

export interface Binding {
  name: string;
  open(userId: string, deviceId: string): Promise<Machine>;
}

/** The binding in WebAssembly, with its store in memory. */
export const wasmBinding: Binding = {
  name: 'matrix-sdk-crypto-wasm',
  async open(userId, deviceId) {
    await wasm.initAsync();
    const machine = await wasm.OlmMachine.initialize(new wasm.UserId(userId), new wasm.DeviceId(deviceId));
    const ids = (users: string[]): wasm.UserId[] => users.map((user) => new wasm.UserId(user));
    const plain = (request: wasm.OutgoingRequest | wasm.ToDeviceRequest | wasm.KeysClaimRequest): MachineRequest => ({
      id: request.id as string,
      type: request.type,
      body: request.body,
      ...(request instanceof wasm.ToDeviceRequest ? { eventType: request.event_type, txnId: request.txn_id } : {}),
    });
    // A call takes its settings for itself.
    const anyDevice = () => new wasm.DecryptionSettings(wasm.TrustRequirement.Untrusted);
    return {
      outgoing: async () => (await machine.outgoingRequests()).map(plain),
      sent: async ({ id, type }, answer) => void (await machine.markRequestAsSent(id, type, answer)),
      sync: async (events, changed, counts) =>
        void (await machine.receiveSyncChanges(
          events,
          new wasm.DeviceLists(ids(changed)),
          new Map(Object.entries(counts)),
          undefined,
          anyDevice(),
        )),
      follow: (users) => machine.updateTrackedUsers(ids(users)),
      missingSessions: async (users) => {
        const request = await machine.getMissingSessions(ids(users));
        return request ? plain(request) : null;
      },
      share: async (roomId, users) =>
        (await machine.shareRoomKey(new wasm.RoomId(roomId), ids(users), new wasm.EncryptionSettings())).map(plain),
      encrypt: (roomId, content) => machine.encryptRoomEvent(new wasm.RoomId(roomId), 'm.room.message', content),
      decrypt: async (roomId, event) => (await machine.decryptRoomEvent(event, new wasm.RoomId(roomId), anyDevice())).event,
      close: () => machine.close(),
    };
  },
};

function loadNative(): typeof Native | null {
  try {
    return createRequire(import.meta.url)('@matrix-org/matrix-sdk-crypto-nodejs') as typeof Native;
  } catch {
    return null;
  }
}

/** The native binding; null where its binary, which comes from outside the package registry, is not there. */
export function nativeBinding(): Binding | null {
  const native = loadNative();
  if (native === null) return null;
  return { name: 'matrix-sdk-crypto-nodejs', open: (userId, deviceId) => openNative(native, userId, deviceId) };
}

async function openNative(native: typeof Native, userId: string, deviceId: string): Promise<Machine> {
  const machine = await native.OlmMachine.initialize(new native.UserId(userId), new native.DeviceId(deviceId));
  const ids = (users: string[]): Native.UserId[] => users.map((user) => new native.UserId(user));
  const toDevice = ({ id, type, body, eventType, txnId }: Native.ToDeviceRequest): MachineRequest => ({ id, type, body, eventType, txnId });
  return {
    outgoing: async () => await machine.outgoingRequests(),
    sent: async ({ id, type }, answer) => void (await machine.markRequestAsSent(id, type, answer)),
    sync: async (events, changed, counts) =>
      void (await machine.receiveSyncChanges(events, new native.DeviceLists(ids(changed)), counts, [])),
    follow: (users) => machine.updateTrackedUsers(ids(users)),
    missingSessions: (users) => machine.getMissingSessions(ids(users)),
    share: async (roomId, users) =>
      (await machine.shareRoomKey(new native.RoomId(roomId), ids(users), new native.EncryptionSettings())).map(toDevice),
    encrypt: (roomId, content) => machine.encryptRoomEvent(new native.RoomId(roomId), 'm.room.message', content),
    decrypt: async (roomId, event) => (await machine.decryptRoomEvent(event, new native.RoomId(roomId))).event,
    close: () => machine.close(),
  };
}
