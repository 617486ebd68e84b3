import { fr } from '../plural.ts';

export const search = {
  title: 'Recherche',
  open: 'Rechercher dans les messages',
  field: 'Mots à trouver',
  scope: 'Où chercher',
  scopes: { room: 'Ici', all: 'Partout' },
  kind: 'Quoi chercher',
  kinds: { all: 'Tout', images: 'Images', files: 'Fichiers', links: 'Liens' },
  results: 'Messages trouvés',
  found: (count: number, more: boolean) =>
    more ? `Plus de ${count} messages trouvés` : fr(count, { one: '# message trouvé', other: '# messages trouvés' }),
  startTitle: 'Que cherchez-vous ?',
  startText:
    'Un ou plusieurs mots, entre guillemets pour chercher une phrase exacte. La recherche se fait sur ce poste : elle fonctionne aussi hors ligne et dans les salons chiffrés.',
  noneTitle: 'Aucun message trouvé',
  noneText: 'Essayez d’autres mots, ou cherchez partout.',
  older: 'Les messages plus anciens de ce salon ne sont pas encore sur ce poste.',
  loadOlder: 'Chercher plus loin',
  indexing: (count: number) =>
    fr(count, { one: '# message est en cours de préparation', other: '# messages sont en cours de préparation' }),
  file: 'Fichier sans nom',
};
