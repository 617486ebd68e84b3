/**
 * « de Claire », « d’Aline »: French « de » before a name. An h is left: nothing tells a mute one from an aspirate one.
 * So is a vowel that is said as a consonant (« de Yasmine », « de Ouassim »).
 */
export const de = (name: string): string => {
  const plain = name.normalize('NFD').toLowerCase();
  return /^(?:[aeiuœæ]|o(?!u[aeio])|y(?![aeiou]))/u.test(plain) ? `d’${name}` : `de ${name}`;
};
