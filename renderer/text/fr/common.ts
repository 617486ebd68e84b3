import { fr } from '../plural.ts';

export const common = {
  product: 'Tchap',
  cancel: 'Annuler',
  close: 'Fermer',
  back: 'Retour',
  retry: 'Réessayer',
  more: 'Afficher la suite',
  continue: 'Continuer',
  loading: 'Chargement…',
  offline: 'Hors ligne',
  and: ' et ',
  you: 'Vous',
  yesterday: 'hier',
  today: 'Aujourd’hui',
  yesterdayTitle: 'Hier',
  at: (day: string, time: string) => `${day} à ${time}`,
  seconds: (count: number) => fr(count, { one: '# seconde', other: '# secondes' }),
  minutes: (count: number) => fr(count, { one: '# minute', other: '# minutes' }),
  units: { byte: 'o', kilo: 'ko', mega: 'Mo', giga: 'Go' },
  code: (code: string) => `Code pour l’assistance : ${code}`,
  unnamedPerson: 'Personne sans nom',
};
