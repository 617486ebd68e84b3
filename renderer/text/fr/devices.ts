import { fr } from '../plural.ts';

export const devices = {
  lead: 'Les applications où votre compte est connecté. Déconnectez ce que vous ne reconnaissez pas ou n’utilisez plus.',
  here: 'Cet appareil',
  others: 'Autres appareils',
  none: 'Votre compte n’est connecté sur aucun autre appareil.',
  unnamed: 'Appareil sans nom',
  trust: {
    verified: 'Vérifié',
    unverified: 'Non vérifié',
    unknown: 'Vérifiez d’abord cet appareil',
    'no-encryption': 'Sans chiffrement',
  },
  trustHints: {
    verified: 'Vous avez confirmé que cet appareil est à vous.',
    unverified: 'Rien ne prouve que cet appareil est à vous : vérifiez-le ou déconnectez-le.',
    unknown: 'Cet appareil n’est pas encore vérifié : il ne peut pas se prononcer sur les autres.',
    'no-encryption': 'Il ne peut pas lire les messages chiffrés.',
  },
  seen: (when: string) => `Dernière activité : ${when}`,
  neverSeen: 'Dernière activité inconnue',
  inactive: 'Inactif depuis plus de 90 jours',
  details: 'Détails',
  deviceId: 'Identifiant',
  address: 'Adresse IP',
  select: (name: string) => `Sélectionner ${name}`,
  menu: (name: string) => `Actions pour ${name}`,
  verify: 'Vérifier',
  rename: 'Renommer',
  signOut: 'Déconnecter',
  newName: 'Nom de l’appareil',
  save: 'Enregistrer',
  cancel: 'Annuler',
  signOutSelected: (count: number) =>
    fr(count, { one: 'Déconnecter l’appareil sélectionné', other: 'Déconnecter les # appareils sélectionnés' }),
  signOutAll: 'Déconnecter tous les autres appareils',
  failed: 'La liste n’a pas pu être mise à jour.',
  end: {
    title: (count: number) => fr(count, { one: 'Déconnecter un appareil', other: 'Déconnecter # appareils' }),
    text: 'Il faudra s’y connecter à nouveau. Les messages qui n’y ont pas été sauvegardés y seront perdus.',
    submit: 'Déconnecter',
    submitting: 'Déconnexion…',
    done: (count: number) => fr(count, { one: 'L’appareil a été déconnecté.', other: 'Les # appareils ont été déconnectés.' }),
    doneTitle: 'C’est fait',
    advice:
      'Quelqu’un a pu se connecter avec votre mot de passe. Changez-le dès maintenant, puis créez un nouveau code de vérification, et prévenez votre service informatique.',
    newCode: 'Créer un nouveau code',
    close: 'Fermer',
  },
  alert: {
    text: (name: string, when: string) => `Nouvelle connexion à votre compte : « ${name} », ${when}. Est-ce vous ?`,
    more: (count: number) =>
      fr(count, { one: 'Un autre appareil attend aussi votre réponse.', other: '# autres appareils attendent aussi votre réponse.' }),
    mine: 'C’est moi',
    notMine: 'Ce n’est pas moi',
  },
  exclusion: {
    label: 'Exclure les appareils non vérifiés par leur propriétaire',
    hint: 'Ils ne reçoivent pas vos messages chiffrés et les leurs ne s’affichent pas. Votre appareil doit lui-même être vérifié pour que vous puissiez écrire.',
    managed: 'Ce réglage est géré par votre administration.',
  },
};
