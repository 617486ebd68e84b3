import { say, type SomeErrors } from '../../say.ts';

/** The network, and the server as a whole. */
export const serverErrors = {
  'network.unreachable': say(
    'T-NET-01',
    'Le serveur ne répond pas.',
    'Vérifiez la connexion au réseau et l’adresse, puis réessayez. Ce que vous avez écrit est gardé.',
  ),
  'network.tls': say(
    'T-NET-02',
    'La connexion au serveur n’est pas sûre : son certificat est refusé.',
    'Rien n’a été envoyé. Prévenez votre service informatique avant de continuer.',
  ),
  'server.not-matrix': say(
    'T-SRV-01',
    'Aucun serveur de messagerie n’a été trouvé à cette adresse.',
    'Vérifiez l’adresse, puis réessayez.',
  ),
  'server.error': say('T-SRV-02', 'Le serveur a rencontré un problème.', 'Rien n’est perdu. Réessayez dans quelques minutes.'),
  'server.too-large': say(
    'T-SRV-05',
    'Le serveur a envoyé trop de données à la fois : elles n’ont pas été acceptées.',
    'Rien n’est perdu, et un nouvel essai aura lieu de lui-même. Si cela dure, prévenez l’assistance.',
  ),
  'server.imposed': say(
    'T-SRV-09',
    'Votre administration a choisi un autre serveur pour ce poste.',
    'Connectez-vous sur le serveur affiché.',
  ),
  'server.rate-limited': say('T-SRV-03', 'Trop de demandes en peu de temps.', 'Le serveur demande de patienter avant de réessayer.'),
  'server.unsupported-flow': say(
    'T-SRV-04',
    'Ce serveur ne propose aucune façon de se connecter que cette application connaisse.',
    'Choisissez un autre serveur ou demandez à l’assistance comment vous connecter.',
  ),
  'server.limit-reached': say(
    'T-SRV-06',
    'Votre serveur a atteint une limite d’utilisation et ne répond plus à ce compte.',
    'Rien n’est perdu : vos messages seront envoyés ensuite. Prévenez l’assistance.',
  ),
} satisfies SomeErrors;
