import { fr } from '../plural.ts';

/** Files of a room. */
export const files = {
  tooLarge: (size: string, limit: string) => `Ce fichier (${size}) dépasse la limite du serveur (${limit}).`,
  title: 'Fichiers du salon',
  kind: 'Type',
  kinds: { all: 'Tout', images: 'Images', videos: 'Vidéos', sounds: 'Sons', files: 'Documents' },
  name: 'Chercher par nom de fichier',
  sender: 'Envoyé par',
  anyone: 'Tout le monde',
  period: 'Période',
  periods: { any: 'Depuis le début', week: '7 derniers jours', month: '31 derniers jours', year: '12 derniers mois' },
  results: 'Fichiers',
  found: (count: number, more: boolean) => fr(count, { one: '# fichier', other: '# fichiers' }) + (more ? ' ou plus' : ''),
  noneTitle: 'Aucun fichier',
  noneText: 'Les fichiers envoyés dans ce salon apparaîtront ici.',
  noneFoundText: 'Aucun fichier de ce salon ne correspond à ces critères.',
  indexing: (count: number) =>
    fr(count, {
      one: '# message est en cours de préparation : d’autres fichiers apparaîtront peut-être.',
      other: '# messages sont en cours de préparation : d’autres fichiers apparaîtront peut-être.',
    }),
  older: 'Les messages plus anciens ne sont pas encore sur ce poste.',
  loadOlder: 'Chercher plus loin',
  jump: 'Voir dans la conversation',
  jumpTo: (name: string) => `Voir ${name} dans la conversation`,
  fetching: {
    title: 'Fichiers en cours de réception',
    begins: 'Réception…',
    some: (done: string) => `Réception : ${done}`,
    far: (percent: number, done: string, total: string) => `Réception : ${percent} % (${done} sur ${total})`,
    writing: (percent: number, done: string, total: string) => `Écriture sur le disque : ${percent} % (${done} sur ${total})`,
    cancel: (name: string) => `Annuler la réception de ${name}`,
  },
  show: (size: string) => `Afficher l’image (${size})`,
};
