import { ClientEvent, type MatrixEvent } from 'matrix-js-sdk';
import {
  CryptoEvent,
  VerificationPhase,
  VerificationRequestEvent,
  VerifierEvent,
  type ShowSasCallbacks,
  type VerificationRequest,
  type Verifier,
} from 'matrix-js-sdk/lib/crypto-api/index.js';
import { until, type Peer } from './index.ts';

/** How another client sees a verification: the same steps, driven through matrix-js-sdk. */
export class PeerVerification {
  readonly request: VerificationRequest;

  private constructor(request: VerificationRequest) {
    this.request = request;
  }

  /** Waits for the next request that comes; call before it is made. */
  static async incoming(peer: Peer): Promise<PeerVerification> {
    const request = await new Promise<VerificationRequest>((resolve) => {
      peer.client.once(CryptoEvent.VerificationRequestReceived, resolve);
    });
    return new PeerVerification(request);
  }

  static async askOwn(peer: Peer): Promise<PeerVerification> {
    await settled(peer);
    return new PeerVerification(await cryptoOf(peer).requestOwnUserVerification());
  }

  static async askDevice(peer: Peer, userId: string, deviceId: string): Promise<PeerVerification> {
    await settled(peer);
    return new PeerVerification(await cryptoOf(peer).requestDeviceVerification(userId, deviceId));
  }

  static async askUser(peer: Peer, userId: string, roomId: string): Promise<PeerVerification> {
    await settled(peer);
    return new PeerVerification(await cryptoOf(peer).requestVerificationDM(userId, roomId));
  }

  accept(): Promise<void> {
    return this.request.accept();
  }

  cancel(): Promise<void> {
    return this.request.cancel();
  }

  async reaches(phase: VerificationPhase): Promise<void> {
    await until(`the peer reaches phase ${phase}`, () => (this.request.phase === phase ? true : null));
  }

  /** Starts to compare emoji, or answers who started, and resolves with what is to be compared. */
  async compares(start: boolean): Promise<ShowSasCallbacks> {
    if (start) await this.request.startVerification('m.sas.v1');
    const verifier = await until<Verifier>('the peer has a verifier', () => this.request.verifier ?? null);
    verifier.verify().catch(() => undefined);
    return verifier.getShowSasCallbacks() ?? new Promise<ShowSasCallbacks>((resolve) => void verifier.once(VerifierEvent.ShowSas, resolve));
  }

  /** Bytes of the QR code that this side shows. */
  async showsQr(): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await this.request.generateQRCode();
    if (!bytes) throw new Error('the peer shows no code');
    return new Uint8Array(bytes);
  }

  /** Reads the code of the other side. */
  async scans(bytes: Uint8Array): Promise<void> {
    const verifier = await this.request.scanQRCode(new Uint8ClampedArray(bytes));
    verifier.verify().catch(() => undefined);
  }

  /** Says that the other side scanned the code shown here. */
  async confirmsScan(): Promise<void> {
    const callbacks = await until('the code of the peer was scanned', () => this.request.verifier?.getReciprocateQrCodeCallbacks() ?? null);
    callbacks.confirm();
  }

  onChange(listener: () => void): void {
    this.request.on(VerificationRequestEvent.Change, listener);
  }
}

export { VerificationPhase };

/**
 * Waits until a sync has made the engine of the peer forget what has ended: before, it takes a new
 * request for a second one at the same time and cancels it.
 */
async function settled(peer: Peer): Promise<void> {
  const heard = new Promise<void>((resolve) => {
    const listen = (event: MatrixEvent): void => {
      if (event.getType() !== 'test.nudge') return;
      peer.client.off(ClientEvent.ToDeviceEvent, listen);
      resolve();
    };
    peer.client.on(ClientEvent.ToDeviceEvent, listen);
  });
  await peer.client.sendToDevice('test.nudge', new Map([[peer.userId, new Map([[peer.deviceId, {}]])]]));
  await heard;
}

function cryptoOf(peer: Peer) {
  const crypto = peer.client.getCrypto();
  if (!crypto) throw new Error('the peer has no crypto');
  return crypto;
}

/** Symbols of the seven emoji that a peer shows. */
export const emojiOf = (sas: ShowSasCallbacks): string[] => sas.sas.emoji?.map(([symbol]) => symbol) ?? [];
