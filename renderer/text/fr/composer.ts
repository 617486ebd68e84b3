import { fr } from '../plural.ts';

export const composer = {
  label: (room: string) => `Message à « ${room} »`,
  caption: 'Ajouter une légende…',
  editing: 'Modification du message',
  replying: (name: string) => `Réponse à ${name}`,
  cancelEdit: 'Annuler la modification',
  cancelReply: 'Ne plus répondre à ce message',
  send: 'Envoyer',
  save: 'Enregistrer',
  sending: 'Envoi…',
  attach: 'Joindre un fichier',
  bold: 'Gras',
  italic: 'Italique',
  code: 'Code',
  quote: 'Citation',
  bullets: 'Liste',
  format: 'Mise en forme',
  drop: 'Déposer pour joindre à ce message',
  files: 'Fichiers à envoyer',
  removeFile: (name: string) => `Retirer ${name}`,
  cancelFile: (name: string) => `Annuler la préparation de ${name}`,
  preparing: (percent: number) => `Préparation : ${percent} %`,
  fileFailed: (name: string) => `« ${name} » n’a pas pu être joint.`,
  emptyFile: (name: string) => `« ${name} » est vide et ne peut pas être joint.`,
  waiting: (count: number) =>
    fr(count, { one: '# message partira dès le retour du réseau', other: '# messages partiront dès le retour du réseau' }),
  failed: (count: number) => fr(count, { one: '# message n’a pas été envoyé', other: '# messages n’ont pas été envoyés' }),
  kept: 'Votre texte est gardé.',
  dismiss: 'Fermer cet avis',
  cannotSend: 'Vous pouvez lire ce salon, mais seules certaines personnes peuvent y écrire.',
  share: {
    title: (count: number) => fr(count, { one: 'Partager ce fichier ?', other: 'Partager ces # fichiers ?' }),
    unencrypted:
      'Cette conversation n’est pas chiffrée de bout en bout : ce que vous partagez sera lisible par les serveurs qui la transportent.',
    external: 'Des invités externes à l’administration participent à ce salon et pourront ouvrir ce que vous partagez.',
    'external-unencrypted':
      'Ce salon est ouvert à des invités externes et n’est pas chiffré de bout en bout : eux-mêmes et les serveurs pourront ouvrir ce que vous partagez.',
    confirm: 'Partager',
  },
};
