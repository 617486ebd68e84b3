/** Ends of sentences that several errors share. */
export const again = 'Nothing is lost. Try again; if it happens again, give this code to support.';
export const kept = 'Your messages and keys stay encrypted on this computer, nothing is erased.';
