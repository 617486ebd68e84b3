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
  periods: { any: 'Depuis toujours', week: '7 derniers jours', month: '31 derniers jours', year: 'Depuis un an' },
  results: 'Fichiers',
  found: (count: number, more: boolean) => fr(count, { one: '# fichier', other: '# fichiers' }) + (more ? ' ou plus' : ''),
  noneTitle: 'Aucun fichier',
  noneText: 'Les fichiers envoyés dans ce salon apparaîtront ici.',
  noneFoundText: 'Aucun fichier de ce salon ne correspond à ces critères.',
  indexing: (count: number) =>
    fr(count, {
      one: '# message est encore à classer : d’autres fichiers vont peut-être apparaître.',
      other: '# messages sont encore à classer : d’autres fichiers vont peut-être apparaître.',
    }),
  older: 'Les messages plus anciens ne sont pas encore sur cet ordinateur.',
  loadOlder: 'Chercher plus loin',
  jump: 'Voir dans la conversation',
  jumpTo: (name: string) => `Voir ${name} dans la conversation`,
  close: 'Fermer',
};
