/** French names of the 64 emoji, as the specification translates them: both sides may read them to each other. */
export const emojiNames: readonly string[] = [
  ...['Chien', 'Chat', 'Lion', 'Cheval', 'Licorne', 'Cochon', 'Éléphant', 'Lapin'],
  ...['Panda', 'Coq', 'Manchot', 'Tortue', 'Poisson', 'Poulpe', 'Papillon', 'Fleur'],
  ...['Arbre', 'Cactus', 'Champignon', 'Globe', 'Lune', 'Nuage', 'Feu', 'Banane'],
  ...['Pomme', 'Fraise', 'Maïs', 'Pizza', 'Gâteau', 'Cœur', 'Sourire', 'Robot'],
  ...['Chapeau', 'Lunettes', 'Clé à molette', 'Père Noël', 'Pouce en l’air', 'Parapluie', 'Sablier', 'Réveil'],
  ...['Cadeau', 'Ampoule', 'Livre', 'Crayon', 'Trombone', 'Ciseaux', 'Cadenas', 'Clé'],
  ...['Marteau', 'Téléphone', 'Drapeau', 'Train', 'Vélo', 'Avion', 'Fusée', 'Trophée'],
  ...['Ballon', 'Guitare', 'Trompette', 'Cloche', 'Ancre', 'Casque audio', 'Dossier', 'Punaise'],
];
