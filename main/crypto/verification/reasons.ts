import type { VerificationEnd, VerificationState } from '../../../preload/contract/index.ts';

/** Codes of `m.key.verification.cancel` (spec 11.12.2.1 and 11.12.2.3). The human reason that comes with them is not looked at. */
const reasons = new Map<string, VerificationEnd>([
  ['m.user', 'declined'],
  ['m.timeout', 'timeout'],
  ['m.mismatched_sas', 'mismatch'],
  ['m.mismatched_commitment', 'mismatch'],
  ['m.key_mismatch', 'keys-changed'],
  ['m.user_mismatch', 'keys-changed'],
  ['m.accepted', 'elsewhere'],
  ['m.unknown_method', 'unsupported'],
  ['m.unknown_transaction', 'interrupted'],
  ['m.unexpected_message', 'protocol'],
  ['m.invalid_message', 'protocol'],
]);

const endOf = (code: string): VerificationEnd => reasons.get(code) ?? 'other';

/** The end that a code stands for. */
export const cancelled = (code: string, byMe: boolean): VerificationState => ({ phase: 'cancelled', reason: endOf(code), byMe });
