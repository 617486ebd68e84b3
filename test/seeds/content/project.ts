/**
 * The long conversation of the project room, a day a block. One line a message, the initial of the
 * agent first (M Marie Laurent, P Paul Bernard, C Claire Dubois, K Karim Benali); see `script.ts` for the signs.
 */
export const project = `
== Mise en place
M Bonjour à toutes et à tous, et bienvenue dans le salon du projet « Guichet unique 2027 » !
P Bonjour Marie, merci pour la création du salon.
C Bonjour ! Ravie de rejoindre l'équipe.
K Bonjour à tous 👋
M Pour mémoire, l'objectif est d'ouvrir le téléservice à trois départements pilotes avant l'été.
M Les trois pilotes : le Doubs, la Gironde et le Finistère.
P La convention avec la Gironde est signée depuis hier.
+ C 🎉
+ M 👍
C Et le Finistère ?
P Il manque la signature du secrétaire général. Je le relance ce matin.
K Côté technique, l'environnement de recette est prêt. Je vous envoie les accès séparément, pas ici.
M Merci Karim. Pas de mot de passe dans le salon, c'est bien la règle.
C Est-ce que l'on garde le point hebdomadaire le mardi à 10 h ?
> P Oui pour moi, mais pas au-delà de 45 minutes.
+ C ✅
M Mardi 10 h, salle Condorcet ou visio. J'envoie l'invitation.
K Je prends la rédaction du compte rendu cette fois-ci.
+ M 🙏
P Voici les trois chantiers, pour que tout le monde ait la même liste :
# <ol><li><strong>Parcours usager</strong> (Claire)</li><li><strong>Échanges avec les préfectures</strong> (Paul)</li><li><strong>Hébergement et sécurité</strong> (Karim)</li></ol>
C Parfait. Je commence par les entretiens avec les usagers la semaine prochaine.
M Combien d'entretiens prévois-tu ?
C Douze, dont quatre avec des personnes accompagnées par un conseiller France services.
M Très bien. Pense à prévenir le délégué à la protection des données.
~ C Douze, dont quatre avec des personnes accompagnées par une conseillère ou un conseiller France services.
K Question pratique : on archive où les documents validés ?
P Sur l'espace partagé, dossier « 03 - Livrables ».
K Noté.
M Bonne journée à tous, à mardi !
C Bonne journée !

== Premier point
K Bonjour, la visio est ouverte.
P J'arrive, deux minutes de retard, désolé.
C Pas de souci.
M Merci à tous pour ce point. Résumé rapide ci-dessous, Karim complètera dans le compte rendu.
# <p><strong>Décisions</strong></p><ul><li>le formulaire tient en quatre écrans ;</li><li>la pièce justificative reste facultative ;</li><li>le numéro de téléphone n'est plus demandé.</li></ul>
+ P 👍
+ C 👍
+ K 👍
P Une précision : le téléphone reste facultatif, il n'est pas supprimé.
> M Exact, merci de la précision.
C J'ai une inquiétude sur le quatrième écran, il y a beaucoup de texte.
K On peut replier les mentions légales ?
C Oui, si la version dépliée reste accessible au clavier.
K C'est le cas du composant du système de conception de l'État.
C Alors d'accord.
P Le Doubs demande si les agents auront un tableau de suivi dès l'ouverture.
M Pas dès l'ouverture. Un export hebdomadaire suffira pour le premier mois.
P Ils ne vont pas être ravis, mais je transmets 🙂
M Dis-leur que le tableau de suivi est prévu pour la version suivante, c'est écrit dans la feuille de route.
P C'est fait. Réponse : « entendu, merci pour la transparence ».
+ M ❤️
K Le compte rendu est déposé dans le dossier « 03 - Livrables ».
C Relu, deux coquilles corrigées.
K Merci !
! Le comité de pilotage est déplacé au jeudi 14 h
M L'horaire a changé à la demande du cabinet, désolée.
P Ça me va.
C Ça me va aussi.
K Pareil, mais je devrai partir à 15 h 15.

== Maquettes
C Bonjour, voici la première version de la maquette de l'écran d'accueil.
[image] maquette-accueil.png | Écran d'accueil, première version
P Très clair. Le bouton principal ressort bien.
M J'aime beaucoup. Le titre est peut-être un peu long ?
C Oui, il passe sur trois lignes sur un petit écran.
M « Faire ma demande » suffirait.
> K +1 pour « Faire ma demande ».
+ C ✅
K Est-ce que le contraste du texte gris est suffisant ?
C 5,74 pour 1, donc conforme. Je vérifie aussi en thème sombre.
K Merci, c'est toujours là que ça coince.
P Les pictogrammes sont libres de droits ?
C Oui, ce sont ceux du système de conception.
M Est-ce qu'on peut montrer la maquette aux pilotes ?
C Je préfère attendre la deuxième version, jeudi au plus tard.
M D'accord, jeudi.
P De mon côté, le Finistère a signé ! Les trois conventions sont complètes.
+ M 🎉
+ C 🎉
+ K 🎉
M Excellente nouvelle, bravo Paul.
P Merci, mais c'est surtout leur secrétaire générale qui a accéléré les choses.
K Je peux donc ouvrir les comptes des référents ?
P Oui, la liste est dans la convention, annexe 2.
K Onze comptes, c'est bien cela ?
P Douze : il y a une personne de plus en Gironde depuis lundi.
~ K Douze comptes, c'est bien cela ?
K Corrigé, merci.
C Petite question d'orthographe : « téléservice » ou « télé-service » ?
M En un mot, sans trait d'union.
C Merci, j'harmonise partout.

== Entretiens
C Premier entretien terminé : une retraitée de Quimper, très à l'aise sur tablette.
P Des difficultés ?
C Une seule : elle cherchait le bouton « Suivant » en haut de la page.
K Intéressant. On l'a déjà vu sur un autre service.
C Deuxième entretien : un jeune agriculteur, sur téléphone, avec peu de réseau.
C Il a perdu sa saisie en passant dans un tunnel 😬
M C'est exactement le genre de choses qu'il faut traiter.
K On peut conserver le brouillon sur l'appareil tant que la demande n'est pas envoyée.
M Sans données sensibles, alors.
> K Chiffré, et effacé après envoi. Je documente le choix.
+ M 👍
P Les juristes voudront le lire, pensez à eux.
K Je leur envoie la note avant vendredi.
C Troisième entretien : annulé, la personne a un empêchement.
M Peux-tu la recontacter ?
C Oui, elle propose lundi.
P Pour information, la préfecture du Doubs organise une réunion des référents le 12. Qui peut venir à Besançon ?
M Je viens. Il y a un train à 7 h 14.
C Je peux aussi.
P Parfait, nous serons trois.
K Je reste, la mise en recette est prévue ce jour-là.
M Logique. Bon courage pour la recette !
C J'ai mis la synthèse des entretiens au propre.
[file] synthese-entretiens.pdf | Synthèse des entretiens usagers
P Très utile, merci Claire.
+ C 🙏
M Lecture très intéressante. Le point sur les justificatifs rejoint ce que disent les préfectures.
K D'accord avec la recommandation n° 3, elle simplifie aussi le développement.
C Alors on la retient ?
M On la retient.

== Réunion de Besançon
P Bonjour, le train a 12 minutes de retard, rien de grave.
M Voiture 8 pour ma part.
P Voiture 6. Je te rejoins au wagon-bar.
C Je suis déjà sur place, la préfecture nous a réservé la salle du conseil.
K Bon courage ! La mise en recette commence à 9 h 30.
C Première question des référents : que se passe-t-il si l'usager n'a pas d'adresse électronique ?
M Il peut déposer sa demande au guichet, un agent la saisit avec lui.
P Ils veulent savoir qui est alors destinataire du récapitulatif.
M Une impression remise en main propre.
> K C'est déjà prévu : le bouton « Imprimer le récapitulatif » est sur le dernier écran.
+ M 👍
+ P 👍
C Deuxième question : la conservation des demandes abandonnées.
K Trente jours, puis effacement automatique.
C Ils trouvent cela raisonnable.
P Troisième question, et c'est un vrai sujet : les homonymes.
K Aujourd'hui on rapproche sur le nom, le prénom et la date de naissance.
P Une préfecture a déjà eu deux cas identiques sur les trois critères.
M Ajoutons la commune de naissance.
K Faisable. Deux jours de développement, pas plus.
C Les référents approuvent.
M Alors c'est décidé. Claire, tu mets à jour le parcours ?
C C'est noté pour jeudi.
P Pause déjeuner, reprise à 14 h.
K Ici, la mise en recette est terminée, sans incident.
+ M 👏
+ C 👏
C L'atelier de cet après-midi a très bien fonctionné, les agents ont trouvé trois simplifications.
P Dont une qui supprime un écran entier !
[image] atelier.png | Le mur de l'atelier
K Joli mur. Qui recopie tout ça ? 😄
C Moi, évidemment 😄
M Je t'aide dans le train du retour.
P Compte rendu partagé avec les référents avant vendredi.
M Merci à tous, très belle journée.
+ C ❤️

== Recette
K Bonjour, la version 0.4 est en recette depuis 9 h.
K Les tests automatiques passent tous. 412 réussis, 0 échec.
+ M 👏
+ P 👏
C Je commence le parcours complet.
C Premier retour : le message d'erreur de la date de naissance est incompréhensible.
K Quel texte vois-tu ?
C « Format invalide (ISO 8601) ».
P 😂
K Effectivement… Je propose « Indiquez la date sous la forme jour/mois/année ».
C « Par exemple : 27/03/1985 », et c'est parfait.
K C'est corrigé, en ligne dans dix minutes.
M Merci à tous les deux, c'est agréable de vous lire.
P Les référents peuvent-ils commencer la recette eux aussi ?
K Demain matin, après la correction.
P Je les préviens.
C Deuxième retour : la touche Tab saute le lien « Aide ».
K Reproduit. Ordre de tabulation à revoir sur tout le bandeau.
C Troisième retour, plus agréable : le récapitulatif est lu correctement par les lecteurs d'écran.
+ K 🎉
M Où en est-on des délais ?
P Dans les temps : il reste neuf jours avant l'ouverture au premier pilote.
K Il me reste quatre anomalies mineures et une majeure.
M Laquelle est majeure ?
K L'accusé de réception part deux fois quand on recharge la page.
M En effet. Priorité absolue.
K C'est compris, la cause est identifiée : un identifiant manquait à l'envoi.
C Tout est noté dans le tableau des anomalies.
P Merci. Je fais le bilan ce soir pour la direction.
M Et n'oubliez pas de souffler un peu, la semaine est longue.
+ C ❤️
+ K ❤️

== Dernière ligne droite
K Bonjour, l'anomalie de l'accusé de réception est corrigée et vérifiée.
+ P 👍
+ M 👍
P Bonjour ! La Gironde a terminé sa recette : deux remarques de forme, rien de bloquant.
C Je les traite ce matin.
M Le Doubs et le Finistère ?
P Le Doubs finit aujourd'hui, le Finistère demain.
K J'ai planifié la sauvegarde complète avant la mise en production.
M Avec un essai de restauration ?
K Bien sûr. Essai réalisé hier soir : 14 minutes, aucune perte.
M Merci, c'est rassurant.
C La page d'aide est relue par les conseillères de Brest. Elles ont proposé deux reformulations excellentes.
C Par exemple « Vous pouvez vous arrêter et reprendre plus tard » au lieu de « Sauvegarde intermédiaire ».
P C'est tellement mieux.
+ C 💯
[image] frequentation.png | Fréquentation attendue par semaine
K Voici la projection de fréquentation. On tient la charge avec une marge de trois.
M Parfait pour le comité. Peux-tu me l'exporter aussi en PDF ?
K C'est dans le dossier partagé.
P Rappel : le communiqué part lundi à 9 h, pas avant.
C Bien noté.
K Bien noté aussi.
M Paul, tu confirmes l'ordre du jour du comité ?
P Oui : avancement, recette, calendrier, questions diverses.
> M Ajoute un point sur l'accompagnement des agents, s'il te plaît.
P Ajouté.
C Est-ce que quelqu'un a le lien du guide de rédaction administrative ?
K https://www.service-public.fr/ ne le donne pas, je te cherche la bonne page.
K Trouvé, il est dans l'espace partagé, dossier « Références ».
C Merci Karim !
P On se retrouve à 14 h pour le comité.
M À tout à l'heure.
C À tout à l'heure !
K Je serai en visio.
M Merci à tous, le comité valide l'ouverture du premier pilote lundi 🎉
+ P 🎉
+ C 🎉
+ K 🎉
P Quelle équipe !
C Bravo à tout le monde, et merci Marie pour le pilotage.
K Je lance la préparation de la mise en production.
K Préparation terminée. Tout est vert.
P Je prépare les éléments pour la presse locale.
C @marie.laurent peux-tu relire la page d'accueil une dernière fois avant lundi ?
P Je viens de relire de mon côté, rien à signaler.
K Dernière vérification faite, on est prêts.
`;
