import { fr } from '../plural.ts';

/** A new account or a new password, by the proof of an e-mail address. */
export const byMail = {
  create: 'Créer un compte',
  forgotten: 'Mot de passe oublié ?',
  register: {
    title: 'Créer un compte',
    lead: 'Un courriel vérifie que cette adresse est bien la vôtre.',
    password: 'Mot de passe',
  },
  reset: {
    title: 'Nouveau mot de passe',
    lead: 'Choisissez un nouveau mot de passe. Un courriel vérifie que c’est bien vous.',
    password: 'Nouveau mot de passe',
  },
  email: 'Adresse électronique professionnelle',
  emailMissing: 'Indiquez votre adresse électronique.',
  passwordMissing: 'Ce mot de passe ne respecte pas toutes les règles.',
  rules: 'Règles du mot de passe',
  length: (count: number) => fr(count, { one: '# caractère au moins', other: '# caractères au moins' }),
  rule: { digit: 'Un chiffre', symbol: 'Un caractère spécial', lowercase: 'Une minuscule', uppercase: 'Une majuscule' },
  kept: 'respectée',
  notKept: 'pas encore respectée',
  accept: 'J’accepte les conditions d’utilisation',
  termsMissing: 'Lisez et acceptez les conditions pour continuer.',
  signOutOthers: 'Déconnecter mes autres appareils',
  signOutOthersText:
    'Utile si quelqu’un connaît l’ancien mot de passe. Un appareil déconnecté perd ses clés : ne le faites que si vous avez votre code de vérification.',
  send: 'Recevoir le courriel',
  sending: 'Envoi du courriel…',
  back: 'Revenir à la connexion',
  mail: {
    title: 'Ouvrez le lien du courriel',
    text: (email: string) =>
      `Un courriel a été envoyé à ${email}. Ouvrez le lien qu’il contient, confirmez, puis revenez ici : la suite se fait toute seule.`,
    opened: 'J’ai ouvert le lien',
    again: 'Renvoyer le courriel',
    change: 'Modifier',
    none: 'Rien n’arrive ? Regardez dans les courriels indésirables, et vérifiez l’adresse.',
  },
};
