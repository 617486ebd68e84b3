import { fr } from '../plural.ts';

/** What can be done with a message. */
export const messages = {
  more: 'Plus d’actions',
  copyLink: 'Copier le lien du message',
  linkCopied: 'Lien copié',
  select: 'Sélectionner',
  source: 'Voir la source',
  whoReacted: 'Qui a réagi',
  history: 'Historique des modifications',
  report: 'Signaler à la modération',
  moreEmoji: 'Autres émojis',
  remove: {
    title: (count: number) => fr(count, { one: 'Supprimer ce message ?', other: 'Supprimer # messages ?' }),
    text: (count: number) =>
      fr(count, {
        one: 'Il disparaîtra pour tous les membres du salon. Cette action est définitive.',
        other: 'Ils disparaîtront pour tous les membres du salon. Cette action est définitive.',
      }),
    reason: 'Motif (facultatif)',
    reasonHint: 'Les membres du salon pourront le lire.',
  },
  selection: {
    label: 'Messages sélectionnés',
    count: (count: number) => fr(count, { one: '# message sélectionné', other: '# messages sélectionnés' }),
    choose: (message: string) => `Sélectionner : ${message}`,
    copy: 'Copier',
    copied: (count: number) => fr(count, { one: '# message copié', other: '# messages copiés' }),
    remove: 'Supprimer',
    end: 'Terminer la sélection',
    full: 'Vous ne pouvez pas sélectionner plus de messages à la fois.',
  },
  sources: {
    title: 'Source du message',
    text: 'À joindre à une demande d’assistance. La version déchiffrée contient le texte du message : ne la partagez qu’avec les personnes qui peuvent le lire.',
    raw: 'Reçue du serveur',
    clear: 'Déchiffrée',
    copy: 'Copier',
    copied: 'Source copiée',
  },
  versions: {
    title: 'Historique des modifications',
    original: 'Message d’origine',
    edit: (place: number) => `Modification ${place}`,
    current: 'version actuelle',
    none: 'Ce message ne peut pas être lu.',
    incomplete: 'Le serveur ne répond pas : seules les versions connues ici sont affichées.',
  },
  reactors: {
    title: 'Réactions',
    none: 'Personne n’a encore réagi à ce message.',
    incomplete: 'Le serveur ne répond pas : seules les réactions connues ici sont affichées.',
    key: (key: string, count: number) => `${key}, ${fr(count, { one: '# personne', other: '# personnes' })}`,
  },
  reporting: {
    title: 'Signaler ce message',
    text: 'Le signalement est transmis aux personnes qui modèrent votre serveur. Dans un salon chiffré, elles ne peuvent pas lire le message : décrivez ce qui pose problème.',
    reason: 'Que se passe-t-il ?',
    needed: 'Décrivez en quelques mots ce qui pose problème.',
    send: 'Signaler',
    done: 'Signalement transmis',
  },
};
