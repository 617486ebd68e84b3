import { say, type SomeErrors } from '../../say.ts';
import { kept } from './ends.ts';

/** What is kept on this computer, and the keychain that opens it. */
export const storesErrors = {
  'keychain.absent': say(
    'T-KEY-01',
    'Le trousseau de clés du système est introuvable.',
    `${kept} Activez le trousseau (Secret Service) de la session, puis réessayez.`,
  ),
  'keychain.locked': say('T-KEY-02', 'Le trousseau de clés du système est verrouillé.', `${kept} Déverrouillez-le, puis réessayez.`),
  'keychain.refused': say(
    'T-KEY-03',
    'L’accès au trousseau de clés a été refusé.',
    `${kept} Autorisez Tchap à lire sa clé, puis réessayez.`,
  ),
  'keychain.wrong-key': say(
    'T-KEY-04',
    'La clé du trousseau n’ouvre pas les données de ce compte.',
    `${kept} Ouvrez la session du système avec laquelle vous vous étiez connecté, ou prévenez l’assistance.`,
  ),
  'store.future': say(
    'T-STO-01',
    'Ces données viennent d’une version plus récente de l’application.',
    `${kept} Mettez l’application à jour, puis réessayez.`,
  ),
  'store.damaged': say(
    'T-STO-02',
    'Les données de ce compte sont abîmées et ne peuvent pas être lues.',
    'Rien n’a été effacé. Réessayez, ou prévenez l’assistance avant toute autre action.',
  ),
  'store.unavailable': say(
    'T-STO-04',
    'Les données de ce compte ne sont pas accessibles pour le moment : un autre programme les utilise, ou ce poste interdit d’y écrire.',
    'Rien n’est perdu. Fermez les autres fenêtres de Tchap et attendez la fin d’une sauvegarde ou d’une analyse du poste, puis réessayez.',
  ),
  'store.disk-full': say(
    'T-STO-03',
    'Le disque est plein.',
    'Rien de ce qui était enregistré n’est perdu. Libérez de la place, puis réessayez.',
  ),
} satisfies SomeErrors;
