import { fr } from '../plural.ts';

export const barred = {
  expired: {
    title: 'Votre compte a expiré',
    text: 'Un compte doit être renouvelé de temps en temps. Demandez le courriel de renouvellement, puis ouvrez le lien qu’il contient : vos conversations reviennent aussitôt.',
    check: 'J’ai renouvelé mon compte',
    still: 'Le serveur dit que ce compte est encore expiré. Ouvrez le lien du courriel le plus récent, puis réessayez.',
  },
  blocked: {
    title: 'Votre compte est verrouillé',
    text: 'Un administrateur de votre serveur a verrouillé ce compte. Lui seul peut le déverrouiller : adressez-vous à l’assistance.',
    check: 'Vérifier si le compte est déverrouillé',
    still: 'Le compte est encore verrouillé. Vos conversations reviendront d’elles-mêmes dès qu’il sera déverrouillé.',
  },
  kept: 'Vos messages ne sont plus affichés. Vos clés, vos brouillons et les messages qui attendaient de partir restent gardés, chiffrés, sur ce poste.',
  send: 'Renvoyer le courriel de renouvellement',
  sending: 'Envoi…',
  sent: 'Le courriel est envoyé. Regardez aussi dans les courriels indésirables.',
  wait: (seconds: number) => fr(seconds, { one: 'Nouvel envoi possible dans # seconde', other: 'Nouvel envoi possible dans # secondes' }),
  checking: 'Vérification…',
  suspended: {
    title: 'Votre compte est suspendu.',
    text: 'Vous pouvez lire, supprimer vos messages, quitter des salons et vous déconnecter, mais ni écrire, ni rejoindre un salon. Adressez-vous à l’assistance.',
  },
};
