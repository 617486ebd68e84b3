import { fr } from '../plural.ts';

export const people = {
  members: 'Membres',
  filter: 'Chercher un membre',
  roles: { admin: 'Administration', moderator: 'Modération', member: 'Membres', invite: 'Invités en attente', knock: 'Demandes d’accès' },
  you: (id: string) => `Vous · ${id}`,
  pending: 'Invitation en attente',
  loading: 'La liste complète se charge…',
  none: 'Aucun membre trouvé',
  noneText: 'Changez les lettres cherchées.',
  found: (count: number) => fr(count, { one: '# membre', other: '# membres' }),
  message: (name: string) => `Écrire à ${name}`,
};
