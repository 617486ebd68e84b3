export const trust = {
  members: {
    verified: 'Identité vérifiée',
    changed: 'Identité changée',
    violation: 'Identité changée depuis votre vérification',
  },
  violation: (name: string) =>
    `L’identité de ${name} a changé depuis que vous l’avez vérifiée. Vos messages ne partent plus ici tant que vous n’avez pas choisi.`,
  changed: (name: string) => `L’identité de ${name} a changé. C’est habituel après une réinitialisation ; en cas de doute, vérifiez.`,
  verify: 'Vérifier à nouveau',
  accept: 'Continuer sans vérifier',
  check: 'Vérifier',
  ok: 'OK',
};
