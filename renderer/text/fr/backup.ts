import type { BackupStatus, RepairStep, RepairStepId } from '../../../preload/contract/index.ts';
import { fr } from '../plural.ts';

const keys = (count: number) => fr(count, { one: '# clé', other: '# clés' });

const standing: Record<BackupStatus, string> = {
  checking: 'Pas encore connue : le serveur n’a pas répondu.',
  unreachable: 'Le serveur ne répond pas. Les clés de vos messages attendent sur ce poste et seront sauvegardées dès que possible.',
  off: 'Il n’y a pas de sauvegarde pour le moment.',
  on: 'Active : les clés de vos messages sont sauvegardées au fur et à mesure.',
  uploading: 'Active : des clés sont en cours de sauvegarde.',
  unconnected: 'Elle existe, mais cet appareil n’est pas encore vérifié : il ne peut ni la lire, ni y ajouter ses clés.',
  foreign: 'Elle n’a pas été créée avec votre identité actuelle. Par sécurité, cet appareil n’y ajoute rien.',
  broken: 'Le serveur en donne une description que cet appareil ne comprend pas.',
};

/** Steps that count something. */
type CountedStep = Exclude<RepairStepId, 'connection' | 'identity' | 'backup'>;

const steps: Record<RepairStepId, string> = {
  connection: 'Connexion au serveur',
  identity: 'Vérification de cet appareil',
  backup: 'Sauvegarde automatique des messages',
  keys: 'Recherche des clés manquantes dans la sauvegarde',
  channels: 'Liaisons chiffrées avec les appareils qui ont écrit',
  requests: 'Demande des clés à vos autres appareils',
  messages: 'Nouvelle lecture des messages',
};

const findings: Record<NonNullable<RepairStep['finding']>, string> = {
  unconfirmed: 'Cet appareil n’est pas vérifié : il ne peut pas lire la sauvegarde.',
  incomplete: 'La protection de votre compte n’est pas entièrement en place sur cet appareil.',
  off: 'Il n’y a pas de sauvegarde.',
  unconnected: 'Cet appareil doit d’abord être vérifié.',
  foreign: 'La sauvegarde n’a pas été créée avec votre identité actuelle.',
  broken: 'La sauvegarde est inutilisable.',
  unreadable: 'Cet appareil n’a pas la clé qui ouvre la sauvegarde.',
  'still-missing': 'Des clés n’existent pas, ou pas encore : les messages s’afficheront d’eux-mêmes dès qu’elles arriveront.',
  failed: 'Cette étape n’a pas abouti.',
};

export const backup = {
  title: 'Sauvegarde automatique des messages',
  what: 'Les clés de vos messages sont gardées sur le serveur sous forme chiffrée. Seuls votre code de vérification et vos appareils vérifiés peuvent les ouvrir.',
  standing,
  unreadable: 'Cet appareil n’a pas la clé qui l’ouvre : il ne peut pas y retrouver d’anciens messages.',
  waiting: (count: number) => fr(count, { one: '# clé reste à sauvegarder.', other: '# clés restent à sauvegarder.' }),
  upToDate: (count: number) =>
    fr(count, { one: 'La clé de ce poste est sauvegardée.', other: 'Les # clés de ce poste sont sauvegardées.' }),
  check: 'Vérifier maintenant',
  checked: 'État de la sauvegarde vérifié.',
  confirm: 'Vérifier cet appareil',
  replace: 'Recréer la sauvegarde…',
  create: 'Activer la sauvegarde…',
  restore: {
    label: 'Récupération de vos anciens messages',
    running: (done: number, total: number) => `${keys(done)} sur ${total.toLocaleString('fr-FR')}`,
    paused: 'En attente : elle reprendra d’elle-même.',
    cancelled: 'Interrompue. Les clés des messages affichés sont tout de même cherchées une à une.',
    done: (done: number) => `Anciens messages récupérés : ${keys(done)}.`,
    skipped: (count: number) =>
      fr(count, { one: '# clé abîmée a été laissée de côté.', other: '# clés abîmées ont été laissées de côté.' }),
    cancel: 'Interrompre',
    resume: 'Reprendre',
    again: 'Récupérer de nouveau',
  },
  replacing: {
    title: 'Recréer la sauvegarde ?',
    lead: 'Une nouvelle sauvegarde prendra la place de celle du serveur.',
    kept: 'Les messages lisibles sur ce poste le restent, et toutes leurs clés iront dans la nouvelle sauvegarde.',
    lost: 'Les messages que seule l’ancienne sauvegarde pouvait rouvrir ne pourront plus être retrouvés.',
    code: 'Il vous faudra ensuite un nouveau code de vérification.',
    accept: 'Je comprends et je veux continuer',
    submit: 'Recréer',
    submitting: 'Création…',
    done: 'Nouvelle sauvegarde en place.',
  },
  keyFile: {
    title: 'Clés Tchap',
    what: 'Un fichier protégé par une phrase secrète, pour transporter vos clés d’un appareil à l’autre sans passer par le serveur.',
    export: 'Exporter…',
    import: 'Importer…',
    exportTitle: 'Exporter les clés Tchap',
    exportLead: 'Toute personne qui a ce fichier et la phrase secrète peut lire tous vos messages chiffrés. Gardez-les séparément.',
    passphrase: 'Phrase secrète',
    repeat: 'Répétez la phrase secrète',
    mismatch: 'Les deux phrases sont différentes.',
    tooShort: 'Utilisez au moins 8 caractères.',
    strength: { weak: 'Faible : ajoutez des mots.', fair: 'Correcte. Quatre mots au hasard seraient plus sûrs.', strong: 'Solide.' },
    exportSubmit: 'Choisir où enregistrer…',
    exporting: { collecting: 'Lecture des clés…', sealing: 'Écriture du fichier…' },
    exported: (count: number) => fr(count, { one: '# clé exportée.', other: '# clés exportées.' }),
    importTitle: 'Importer des clés Tchap',
    importLead: 'Choisissez le fichier « tchap-keys.txt » exporté depuis un autre appareil, puis saisissez sa phrase secrète.',
    choose: 'Choisir le fichier…',
    chooseOther: 'Choisir un autre fichier…',
    chosen: (name: string) => `Fichier : ${name}`,
    importSubmit: 'Importer',
    importing: { opening: 'Ouverture du fichier…', importing: 'Importation des clés…' },
    importedTitle: 'Clés importées',
    imported: (count: number, total: number) =>
      `${fr(count, { one: '# nouvelle clé', other: '# nouvelles clés' })} sur ${total.toLocaleString('fr-FR')}. Les messages qu’elles protègent deviennent lisibles.`,
    importedNone: (total: number) =>
      fr(total, { one: 'La clé du fichier était déjà sur ce poste.', other: 'Les # clés du fichier étaient déjà sur ce poste.' }),
    damaged: (count: number) =>
      fr(count, { one: '# clé abîmée a été laissée de côté.', other: '# clés abîmées ont été laissées de côté.' }),
    of: (done: number, total: number) => `${done.toLocaleString('fr-FR')} sur ${total.toLocaleString('fr-FR')}`,
    show: 'Afficher la phrase secrète',
    hide: 'Masquer la phrase secrète',
  },
  repair: {
    title: 'Réparer la lecture des messages',
    what: 'Si des messages restent illisibles, Tchap peut vérifier chaque étape et corriger ce qui peut l’être. Rien n’est effacé.',
    open: 'Réparer…',
    ofRoom: 'Les messages de cette conversation.',
    ofAll: 'Les messages de toutes vos conversations récentes.',
    start: 'Lancer la réparation',
    again: 'Recommencer',
    running: 'Réparation en cours…',
    finished: 'Réparation terminée.',
    steps,
    findings,
    status: { waiting: 'à venir', running: 'en cours', ok: 'en ordre', fixed: 'réparé', problem: 'à régler', skipped: 'sans objet' },
    counts: {
      keys: (count: number) =>
        count === 0 ? 'Aucune clé de plus dans la sauvegarde.' : fr(count, { one: '# clé retrouvée.', other: '# clés retrouvées.' }),
      channels: (count: number) => fr(count, { one: '# appareil joint.', other: '# appareils joints.' }),
      requests: (count: number) => fr(count, { one: '# clé demandée.', other: '# clés demandées.' }),
      messages: (count: number) =>
        count === 0 ? 'Tout peut être lu.' : fr(count, { one: '# message reste illisible.', other: '# messages restent illisibles.' }),
    } satisfies Record<CountedStep, (count: number) => string>,
    copy: 'Copier le rapport',
    copied: 'Rapport copié.',
    report: 'Rapport de réparation Tchap',
  },
  undecryptable: {
    unconnected: 'Vérifiez cet appareil pour lire ce message : sa clé est peut-être dans votre sauvegarde.',
    fetching: 'Récupération de la clé dans votre sauvegarde…',
    unreachable: 'Clé en attente : la sauvegarde de vos messages ne répond pas pour le moment.',
    confirm: 'Vérifier',
    repair: 'Réparer',
  },
};
