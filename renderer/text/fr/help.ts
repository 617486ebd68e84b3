export const help = {
  title: 'Aide',
  open: 'Aide',
  text: 'Les pages s’ouvrent dans votre navigateur.',
  links: {
    guide: { label: 'Premiers pas', hint: 'Le guide de prise en main' },
    faq: { label: 'Questions fréquentes', hint: 'Les réponses aux questions les plus posées' },
    lockedMessages: { label: 'Messages verrouillés', hint: 'Pourquoi un message reste illisible, et que faire' },
    verification: { label: 'Vérifier un appareil', hint: 'À quoi cela sert et comment s’y prendre' },
    status: { label: 'État du service', hint: 'Les pannes et les travaux en cours' },
    support: { label: 'Écrire à l’assistance', hint: 'Donnez le code de l’erreur, s’il y en a un' },
    privacy: { label: 'Données personnelles', hint: 'La politique de confidentialité' },
  },
  shortcuts: { label: 'Raccourcis clavier', hint: 'Tout ce que le clavier permet' },
  pictures: {
    label: 'Position des photos et des vidéos',
    hint: 'La position et l’appareil enregistrés dans une photo ou une vidéo (JPEG, PNG, WebP, HEIC, AVIF, MP4, MOV, 3GP) sont retirés à l’envoi, mais pas le trajet qu’enregistre une caméra embarquée. Les documents et les autres formats partent tels quels.',
  },
  checkStatus: 'Voir l’état du service',
};
