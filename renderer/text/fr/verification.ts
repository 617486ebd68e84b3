import { de } from '../elision.ts';

export const verification = {
  titleOwn: 'Vérifier un de mes appareils',
  titleUser: (name: string) => `Vérifier ${name}`,
  verifyUserLong: (name: string) => `Vérifier ${name}`,
  /** Named where a device has a name, else by its id. */
  device: (name: string) => `« ${name} »`,
  asking: 'Envoi de la demande…',
  cancel: 'Annuler la vérification',
  again: 'Recommencer',
  close: 'Fermer',
  resume: 'Reprendre',
  later: 'Plus tard',

  incoming: {
    own: 'Un autre de vos appareils demande à être vérifié',
    user: (name: string) => `${name} demande à vous vérifier`,
    ownText: (device: string) => `L’appareil ${device} veut prouver qu’il est à vous. N’acceptez que si vous venez de le demander.`,
    userText: (name: string, device: string) =>
      `${name} veut s’assurer que vos messages sont bien échangés avec vous et personne d’autre. La demande vient de l’appareil ${device}.`,
    waiting: 'Une autre vérification avec cette personne est en cours. Accepter celle-ci met fin à l’autre.',
    open: 'Voir la demande',
    accept: 'Accepter',
    refuse: 'Refuser',
    notMe: 'Ce n’est pas moi',
  },
  notMe: {
    title: 'Ce n’est pas moi',
    what: (device: string) =>
      `L’appareil ${device} est connecté à votre compte et a demandé à être vérifié. La demande a été refusée : il ne reçoit aucune clé.`,
    next: 'Si vous ne reconnaissez pas cet appareil, déconnectez-le dans « Mes appareils », puis changez votre mot de passe.',
    devices: 'Voir mes appareils',
  },
  requested: {
    own: 'Ouvrez Tchap, ou une autre application connectée à votre compte, sur un appareil déjà vérifié, et acceptez la demande.',
    device: (device: string) => `Acceptez la demande sur l’appareil ${device}.`,
    user: (name: string) => `${name} doit accepter la demande, qui vient d’arriver dans vos messages directs.`,
    waits: 'En attente de la réponse…',
  },
  silent:
    'Toujours rien ? Vérifiez que l’autre appareil est allumé, connecté au réseau et à l’heure. La demande prend fin d’elle-même au bout de dix minutes.',
  ready: {
    lead: 'Choisissez comment comparer les deux appareils.',
    leadUser: 'Choisissez comment vous comparer. Faites-le de vive voix, en personne ou par téléphone.',
    emoji: 'Comparer des émojis',
    emojiText: 'Les deux écrans affichent sept émojis : il suffit de vérifier qu’ils sont identiques.',
    showQr: 'Afficher un code QR',
    showQrText: 'L’autre appareil scanne ce code avec son appareil photo.',
    scanQr: 'Scanner un code QR',
    scanQrText: 'Avec la caméra de ce poste, ou depuis une image.',
    none: 'Les deux applications n’ont aucun moyen de vérification en commun.',
    other: 'Choisir un autre moyen',
  },
  started: 'Échange de clés avec l’autre appareil…',
  comparing: {
    lead: 'Vérifiez que les mêmes émojis sont affichés, dans le même ordre, sur l’autre appareil.',
    leadUser: (name: string) =>
      `Vérifiez de vive voix, en personne ou par téléphone, que ${name} voit les mêmes émojis, dans le même ordre.`,
    leadDecimals: 'Vérifiez que les mêmes nombres sont affichés, dans le même ordre, sur l’autre appareil.',
    hint: 'La comparaison attend une minute ; ensuite, il suffit de recommencer.',
    emoji: 'Émojis à comparer',
    decimals: 'Nombres à comparer',
    same: 'Ils sont identiques',
    differ: 'Ils sont différents',
  },
  qr: {
    label: 'Code QR à scanner avec l’autre appareil',
    show: 'Sur l’autre appareil, choisissez de scanner un code QR, et visez celui-ci.',
    preparing: 'Préparation du code…',
    scan: 'Affichez le code QR sur l’autre appareil, puis montrez-le à la caméra ou choisissez une image du code.',
    camera: 'Utiliser la caméra',
    cameraOn: 'Image de la caméra',
    cameraOff: 'Arrêter la caméra',
    cameraRefused:
      'La caméra n’est pas disponible : elle est absente, utilisée ailleurs ou refusée. Choisissez une image, ou comparez des émojis.',
    image: 'Choisir une image…',
    paste: 'Vous pouvez aussi coller une capture d’écran (Ctrl+V).',
    pasteMac: 'Vous pouvez aussi coller une capture d’écran (⌘V).',
    unreadable: 'Aucun code QR n’a été trouvé dans cette image. Cadrez le code de plus près et réessayez.',
  },
  scanned: {
    lead: 'L’autre appareil a scanné le code. Affiche-t-il que la vérification est réussie ?',
    leadUser: (name: string) =>
      `L’appareil ${de(name)} a scanné le code. Cette personne confirme-t-elle que son écran affiche une vérification réussie ?`,
    yes: 'Oui',
    no: 'Non',
  },
  confirming: 'De votre côté, c’est fait. En attente de l’autre appareil…',
  done: {
    own: 'Appareil vérifié',
    ownText: 'Vos deux appareils se font confiance. Ce qui manque pour lire vos anciens messages arrive maintenant.',
    user: (name: string) => `${name} : identité vérifiée`,
    userText: (name: string) => `Vos échanges avec ${name} sont bien avec cette personne. Vous serez prévenu si son identité change.`,
  },
  ended: {
    title: 'La vérification n’a pas abouti',
    declined: 'La demande a été refusée ou annulée sur l’autre appareil.',
    declinedByMe: 'Vous avez annulé la vérification.',
    timeout: 'Personne n’a répondu à temps. Rien n’a changé : vous pouvez recommencer.',
    elsewhere: 'La demande a été traitée sur un autre appareil.',
    unsupported: 'Les deux applications n’ont aucun moyen de vérification en commun. Mettez-les à jour, ou utilisez une autre application.',
    protocol: 'L’autre application a envoyé une réponse inattendue. Mettez-la à jour, puis recommencez.',
    interrupted: 'L’application a été redémarrée pendant la vérification. Rien n’a changé : vous pouvez recommencer.',
    unreachable: 'Le serveur a refusé de transmettre la vérification. Rien n’a changé : recommencez plus tard.',
    other: 'L’autre appareil a mis fin à la vérification.',
  },
  danger: {
    title: 'Attention : la vérification a échoué',
    mismatch: 'Ce qui est affiché sur les deux appareils n’est pas identique.',
    'keys-changed': 'Les clés reçues ne sont pas celles qui étaient déjà connues.',
    what: 'Quelqu’un intercepte peut-être l’échange entre les deux appareils. Aucun des deux n’a été vérifié.',
    nextOwn:
      'Vérifiez que vous compariez les deux bons écrans, puis recommencez. Si cela se répète, déconnectez l’appareil inconnu dans « Mes appareils » et prévenez l’assistance.',
    nextUser: (name: string) =>
      `Vérifiez que vous compariez les deux bons écrans, puis recommencez. Si cela se répète, n’envoyez rien de sensible à ${name} et prévenez l’assistance.`,
  },
  cards: {
    region: 'Vérifications',
    open: (name: string) => `Vérification en cours avec ${name}`,
    openOwn: 'Vérification d’appareil en cours',
    interrupted: (name: string) => `La vérification avec ${name} a été interrompue par un redémarrage.`,
    interruptedOwn: 'La vérification d’appareil a été interrompue par un redémarrage.',
    more: 'D’autres demandes attendent.',
  },
};
