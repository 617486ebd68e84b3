/** Shorter conversations, in the signs of `script.ts`. */
export const crisis = `
== Vigilance
C Bonjour, la préfecture active la vigilance orange crues à partir de 18 h.
K Bien reçu. Je bascule l'astreinte informatique.
M Merci. Qui est joignable cette nuit ?
C Moi jusqu'à minuit, puis le standard.
P Je prends le relais à 6 h.
[image] carte-vigilance.png | Carte de vigilance de 16 h
M La carte est claire, merci. Les deux communes en aval sont prévenues ?
C Oui, par téléphone, à 16 h 20. Les deux maires ont confirmé.
+ M 👍
K La ligne de secours est opérationnelle, test effectué.
P Les gymnases de Saint-Jean et de la Citadelle sont ouverts, 120 places.
[image] gymnase.png | Gymnase de la Citadelle
M Merci Paul. Et pour les repas ?
P Convention avec la Croix-Rouge activée, première livraison à 20 h.
! Numéro unique pour le public : le standard de la préfecture, pas les lignes directes
C Niveau du fleuve à 19 h : 4,12 m, en hausse de 8 cm par heure.
C 20 h : 4,19 m.
C 21 h : 4,22 m, ça ralentit.
M Bonne nouvelle. On garde le dispositif jusqu'à demain midi.
+ C 👍
+ P 👍

== Retour au calme
P Relève prise à 6 h. Nuit calme, 14 personnes accueillies.
C Le niveau redescend : 3,87 m.
M Levée de la vigilance attendue à midi.
K Je rétablis l'astreinte normale à 13 h.
M Merci à tous, vraiment. Retour d'expérience lundi à 15 h.
+ P 🙏
+ K 🙏
C Le registre des appels est à jour dans l'espace partagé.
`;

export const direct = `
== Message direct
P Bonjour Marie, tu as cinq minutes pour la convention du Finistère ?
M Bonjour Paul, oui, dis-moi.
P La secrétaire générale demande une clause sur la réversibilité.
M C'est légitime. On a un modèle de clause dans la convention de la Gironde.
P Parfait, je reprends le même texte.
+ M 👍
M Envoie-moi la version finale avant signature, je la fais viser.
P [emote] fouille dans ses dossiers
P Trouvé !
M Merci beaucoup.
P Tu seras à Besançon le 12 ?
M Oui, train de 7 h 14. Et toi ?
P Le même. On pourra préparer la réunion en route.
M Excellente idée.
== Suite
P La version finale est dans le parapheur électronique.
M Visée ce matin.
+ P 🎉
P Merci ! Je te laisse tranquille, bonne fin de journée 🙂
M Bonne soirée Paul.
P Au fait, le traiteur pour le comité : midi ou midi et demi ?
`;

export const forum = `
== Entraide
K Bonjour, bienvenue dans le forum d'entraide bureautique. Posez vos questions, il n'y en a pas de bête.
C Bonjour ! Comment fige-t-on la première ligne d'un tableau ?
K Menu Affichage, puis « Figer les lignes et colonnes », « Figer la première ligne ».
C Merci, c'est tout simple.
P Une astuce : <Ctrl>+<Maj>+V colle le texte sans sa mise en forme.
+ C 💡
+ K 💡
M Peut-on faire un publipostage avec les adresses de l'annuaire ?
K Oui, mais il faut d'abord les exporter au format CSV. Attention au séparateur : point-virgule.
M Merci Karim.
K Exemple d'en-tête attendu :
# <pre><code>civilite;nom;prenom;courriel</code></pre>
P Et pour les accents qui s'affichent mal ?
K Choisir « UTF-8 » à l'ouverture du fichier.
+ P ✅
C [notice] Rappel automatique : ce forum est public, n'y mettez aucune donnée personnelle.
== Suite
P Quelqu'un sait-il partager un agenda en lecture seule ?
C Clic droit sur l'agenda, « Partager », puis « Lecture seule ».
P Merci Claire !
K La fiche pratique est à jour.
`;
