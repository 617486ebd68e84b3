import { say, type SomeErrors } from '../../say.ts';

/** The identity of the agent, and verifications. */
export const identityErrors = {
  'identity.malformed-code': say(
    'T-ID-01',
    'Ce n’est pas un code de vérification complet.',
    'Il manque des caractères, ou l’un d’eux est mal recopié. Le code compte 12 groupes de 4 caractères et commence par « Es ».',
  ),
  'identity.wrong-code': say(
    'T-ID-02',
    'Ce code n’est pas celui de votre compte.',
    'Rien n’a été changé. Vérifiez que le code est bien celui de ce compte, puis réessayez.',
  ),
  'identity.old-code': say(
    'T-ID-03',
    'Ce code a été remplacé par un plus récent.',
    'Rien n’a été changé. Cherchez le code le plus récent, ou utilisez un autre appareil.',
  ),
  'identity.no-code': say(
    'T-ID-04',
    'Votre compte n’a pas de code de vérification.',
    'Utilisez un autre appareil, ou réinitialisez votre identité.',
  ),
  'identity.stale-code': say(
    'T-ID-05',
    'Ce code est correct, mais il protège une identité qui a été remplacée.',
    'Utilisez un autre appareil, ou réinitialisez votre identité.',
  ),
  'identity.unconfirmed': say(
    'T-ID-06',
    'Cet appareil n’a pas encore tout ce qu’il faut pour cela.',
    'Confirmez d’abord que c’est bien vous ; si vous venez de le faire, réessayez dans un instant.',
  ),
  'identity.changed': say(
    'T-ID-07',
    'Votre identité a été remplacée depuis un autre appareil.',
    'Rien n’a été perdu ici. Confirmez de nouveau que c’est bien vous.',
  ),
  'verification.unknown': say(
    'T-VER-01',
    'Cette vérification est terminée, ou l’appareil n’est plus connu.',
    'Recommencez la vérification.',
  ),
  'verification.not-now': say(
    'T-VER-02',
    'La vérification n’en est plus à cette étape.',
    'Suivez ce que la fenêtre indique, ou recommencez la vérification.',
  ),
  'verification.no-identity': say(
    'T-VER-03',
    'Il manque une identité de chiffrement pour cette vérification.',
    'Terminez d’abord la mise en place du chiffrement sur les deux appareils, ou comparez des émojis.',
  ),
  'verification.bad-code': say(
    'T-VER-04',
    'Ce code QR n’est pas celui de cette vérification.',
    'Rien n’a été vérifié. Affichez un nouveau code sur l’autre appareil, ou comparez des émojis.',
  ),
} satisfies SomeErrors;
