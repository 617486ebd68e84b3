/** Ends of sentences that several errors share. */
export const again = 'Rien n’est perdu. Réessayez ; si cela se répète, donnez ce code à l’assistance.';
export const kept = 'Vos messages et vos clés restent chiffrés sur ce poste, rien n’est effacé.';
