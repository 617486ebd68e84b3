import type { VerificationQr, VerificationState } from '../../../preload/contract/index.ts';
import { Qr, QrState, Sas, VerificationMethod, VerificationRequestPhase, type VerificationRequest } from '../engine/binding.ts';
import { cancelled } from './reasons.ts';

/** All that we offer (spec 11.12.2.1): emoji, and both sides of a QR code. */
export const methods = (): VerificationMethod[] => [
  VerificationMethod.SasV1,
  VerificationMethod.QrCodeScanV1,
  VerificationMethod.QrCodeShowV1,
  VerificationMethod.ReciprocateV1,
];

type CancelInfo = { cancelCode(): string; cancelledbyUs(): boolean };

const cancelledBy = (info: CancelInfo | undefined): VerificationState =>
  info ? cancelled(info.cancelCode(), info.cancelledbyUs()) : { phase: 'cancelled', reason: 'other', byMe: false };

/** What the other side can do decides what we may offer: their camera reads our code. */
function ready(request: VerificationRequest, qr: VerificationQr | null): VerificationState {
  const theirs = request.theirSupportedMethods ?? [];
  const both = (method: VerificationMethod): boolean => theirs.includes(method) && theirs.includes(VerificationMethod.ReciprocateV1);
  return {
    phase: 'ready',
    can: {
      emoji: theirs.includes(VerificationMethod.SasV1),
      showQr: both(VerificationMethod.QrCodeScanV1),
      scanQr: both(VerificationMethod.QrCodeShowV1),
    },
    qr,
  };
}

/** How the comparison of emoji stands. */
export function sasState(sas: Sas): VerificationState {
  if (sas.isDone()) return { phase: 'done' };
  if (sas.isCancelled()) return cancelledBy(sas.cancelInfo());
  if (sas.haveWeConfirmed()) return { phase: 'confirming' };
  const decimals = sas.decimals();
  if (!sas.canBePresented() || !decimals) return { phase: 'started' };
  const emoji = sas.supportsEmoji() ? sas.emojiIndex() : undefined;
  return { phase: 'comparing', emoji: emoji ? [...emoji] : null, decimals: [...decimals] };
}

function qrState(request: VerificationRequest, verification: Qr, qr: VerificationQr | null): VerificationState {
  switch (verification.state()) {
    case QrState.Created:
      return ready(request, qr);
    case QrState.Scanned:
      return { phase: 'scanned' };
    case QrState.Confirmed:
    case QrState.Reciprocated:
      return { phase: 'confirming' };
    case QrState.Done:
      return { phase: 'done' };
    case QrState.Cancelled:
      return cancelledBy(verification.cancelInfo());
  }
}

/** A method may be done a moment before its request, with which alone the engine takes the next one of the same person. */
const untilDone = (state: VerificationState): VerificationState => (state.phase === 'done' ? { phase: 'confirming' } : state);

/** How a request stands; `qr` is the code that we made for it. */
export function requestState(request: VerificationRequest, qr: VerificationQr | null): VerificationState {
  if (request.isDone()) return { phase: 'done' };
  if (request.isCancelled()) return cancelledBy(request.cancelInfo);
  if (request.isPassive()) return { phase: 'cancelled', reason: 'elsewhere', byMe: false };
  const verification = request.getVerification();
  if (verification instanceof Sas) return untilDone(sasState(verification));
  if (verification instanceof Qr) return untilDone(qrState(request, verification, qr));
  switch (request.phase()) {
    case VerificationRequestPhase.Ready:
      return ready(request, qr);
    case VerificationRequestPhase.Transitioned:
      return { phase: 'started' };
    default:
      return { phase: 'requested' };
  }
}
