import { de } from '../elision.ts';

export const trust = {
  members: {
    verified: 'Identité vérifiée',
    changed: 'Identité modifiée',
    violation: 'Identité modifiée depuis votre vérification',
  },
  violation: (name: string) =>
    `L’identité ${de(name)} a changé depuis que vous l’avez vérifiée. Vos messages ne peuvent plus être envoyés ici tant que vous n’avez pas choisi quoi faire.`,
  changed: (name: string) => `L’identité ${de(name)} a changé. C’est normal après une réinitialisation ; en cas de doute, vérifiez-la.`,
  verify: 'Vérifier à nouveau',
  accept: 'Continuer sans vérifier',
  check: 'Vérifier',
  ok: 'OK',
};
