import type { AccountId } from '../../preload/contract/index.ts';
import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

type Names = Extract<keyof Handlers, `verification.${string}`>;

export function verificationHandlers({ accounts, desk }: Services): Pick<Handlers, Names> {
  const open = (accountId: AccountId) => accounts.get(accountId).verifications.open();
  return {
    'verification.requestOwn': async ({ accountId }) => ({ verificationId: await (await open(accountId)).requestOwn() }),
    'verification.requestDevice': async ({ accountId, userId, deviceId }) => ({
      verificationId: await (await open(accountId)).requestDevice(userId, deviceId),
    }),
    'verification.requestUser': async ({ accountId, userId }) => ({
      verificationId: await accounts.get(accountId).verifications.requestUser(userId),
    }),
    'verification.accept': async ({ accountId, verificationId }) => done(await (await open(accountId)).accept(verificationId)),
    'verification.startEmoji': async ({ accountId, verificationId }) => done(await (await open(accountId)).startEmoji(verificationId)),
    'verification.showQr': async ({ accountId, verificationId }) => done(await (await open(accountId)).showQr(verificationId)),
    'verification.openCamera': async ({ accountId, verificationId }) => {
      (await open(accountId)).mayScan(verificationId);
      return done(desk.allowCamera());
    },
    'verification.scanQr': async ({ accountId, verificationId, bytes }) =>
      done(await (await open(accountId)).scanQr(verificationId, bytes)),
    'verification.confirm': async ({ accountId, verificationId }) => done(await (await open(accountId)).confirm(verificationId)),
    'verification.mismatch': async ({ accountId, verificationId }) => done(await (await open(accountId)).mismatch(verificationId)),
    'verification.cancel': async ({ accountId, verificationId }) => done(await (await open(accountId)).cancel(verificationId)),
    'verification.dismiss': async ({ accountId, verificationId }) => done((await open(accountId)).dismiss(verificationId)),
  };
}
