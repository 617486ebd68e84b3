import { CodedError, type VerificationQr } from '../../../preload/contract/index.ts';
import type { VerificationRequest } from '../engine/binding.ts';

const noIdentity = (cause?: unknown): CodedError =>
  new CodedError('verification.no-identity', 'the identities that a code would hold are not known or not verified', { cause });

/** The code of this side (spec 11.12.2.4). Rejects with `verification.no-identity` where the engine lacks what belongs in it. */
export async function qrOf(request: VerificationRequest): Promise<VerificationQr> {
  const qr = await request.generateQrCode().catch((error: unknown) => {
    throw noIdentity(error);
  });
  if (qr === undefined) throw noIdentity();
  const pixels = qr.toQrCode().renderIntoBuffer();
  return { size: Math.sqrt(pixels.length), modules: pixels.join('') };
}
