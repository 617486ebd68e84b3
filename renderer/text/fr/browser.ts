/** Signing in in the browser, and the pages of the account there. */
export const browser = {
  lead: 'Votre serveur vous identifie dans votre navigateur. Aucun mot de passe n’est saisi ici.',
  open: 'Continuer dans le navigateur',
  create: 'Créer un compte',
  withProvider: (name: string) => `Continuer avec ${name}`,
  or: 'ou',
  password: 'Utiliser mon mot de passe',
  waiting: 'Continuez dans votre navigateur',
  waitingText: 'Une page vient de s’y ouvrir. Revenez ici ensuite : la connexion se termine toute seule.',
  reopen: 'Rouvrir la page',
  cancel: 'Annuler',
  trouble: 'Le navigateur ne revient pas ici ?',
  byLink: 'Revenir par un lien',
  byLinkText: 'Le navigateur demandera s’il faut ouvrir l’application : acceptez.',
  paste: 'Coller l’adresse de la dernière page',
  pasteHint: 'Copiez toute la barre d’adresse du navigateur, même si la page ne s’affiche pas. Elle ne sert qu’une fois.',
  pasteMissing: 'Collez l’adresse de la dernière page du navigateur.',
  submitPaste: 'Terminer la connexion',
  again: {
    text: 'Identifiez-vous de nouveau dans votre navigateur. Vos messages, vos clés et ce que vous avez écrit sont gardés sur ce poste.',
  },
  invited: 'Un agent vous a invité : créez votre compte pour le rejoindre.',
  notInvited: 'Pour créer un compte d’invité externe, il faut d’abord l’invitation d’un agent.',
  providerSession: {
    ends: 'Votre navigateur s’ouvrira ensuite pour fermer aussi votre session chez votre fournisseur d’identité.',
    stays:
      'Votre session chez votre fournisseur d’identité reste ouverte dans le navigateur : fermez-la là-bas si d’autres personnes utilisent ce poste.',
  },
  account: {
    title: 'Mon compte dans le navigateur',
    text: 'Votre adresse, votre mot de passe et vos appareils se gèrent sur la page de votre compte.',
    pages: {
      account: 'Gérer mon compte',
      profile: 'Modifier mon profil',
      devices: 'Voir mes appareils',
      deactivate: 'Désactiver mon compte…',
    },
    signOutDevice: 'Cet appareil se déconnecte sur la page de votre compte, dans le navigateur.',
    signOutDevices: 'Ces appareils se déconnectent sur la page de votre compte, dans le navigateur.',
    openDevices: 'Ouvrir la page',
  },
};
