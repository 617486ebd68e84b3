import { describe, expect, it } from 'vitest';
import type { UserId } from '../../preload/contract/index.ts';
import { nameInUserId } from './id-name.ts';
import { judgedNames, plainName } from './names.ts';

const agnes = '@agnes.petit-dinum.gouv.fr:agent.dinum.tchap.gouv.fr' as UserId;
const judge = (...names: string[]) => {
  const profiles = names.map((displayName, at) => ({ userId: `@u${at}:x` as UserId, displayName }));
  return [...judgedNames(profiles).values()].map(({ name, caution }) => [name, caution]);
};

describe('the name in a user id of Tchap', () => {
  it.each([
    [agnes, 'Agnes Petit'],
    ['@jean-marie.le.goff-prefecture.gouv.fr:agent.interieur.tchap.gouv.fr', 'Jean-Marie Le Goff'],
    // A digit is added where the name was taken.
    ['@agnes.petit-dinum.gouv.fr2:agent.dinum.tchap.gouv.fr', 'Agnes Petit'],
    ['@paul.roche-cabinet.fr:agent.externe.tchap.gouv.fr', 'paul.roche@cabinet.fr'],
    ['@paul.roche-cabinet.fr:e.externe.tchap.gouv.fr', 'paul.roche@cabinet.fr'],
    ['@marie:x.fr', null],
    ['@marie-claire:x.fr', null],
  ])('%s is %s', (userId, name) => expect(nameInUserId(userId as UserId)).toBe(name));

  it('stands where there is no profile, and only there', () => {
    expect(plainName(agnes, null)).toBe('Agnes Petit');
    expect(plainName(agnes, '\u200B ')).toBe('Agnes Petit');
    expect(plainName(agnes, 'Agnès Petit [DINUM]')).toBe('Agnès Petit [DINUM]');
    expect(plainName('@marie:x' as UserId, null)).toBe('@marie:x');
  });
});

describe('names that are seen together', () => {
  it('are told apart by the user id where the eye could not', () => {
    expect(judge('Marie Laurent', 'Marie Laurent', 'Luc')).toEqual([
      ['Marie Laurent (@u0:x)', 'alike'],
      ['Marie Laurent (@u1:x)', 'alike'],
      ['Luc', null],
    ]);
    // All Cyrillic, zero-width, full width and other case.
    for (const twin of ['marie laurent', 'Ｍarie Laurent', 'Marie\u200B Laurent', 'Marie\u200D Laurent']) {
      expect(judge('Marie Laurent', twin).map(([, caution]) => caution)).toEqual(['alike', 'alike']);
    }
    expect(judge('Hope', 'Норе').map(([, caution]) => caution)).toEqual(['alike', 'alike']);
  });

  it.each(['Mаrie Laurent', 'Marie Laurent\u202E tnega', '@chef:x', 'Paνl'])('that play tricks are marked: %s', (name) => {
    expect(judge(name)[0]).toEqual([expect.stringContaining('(@u0:x)'), 'disguised']);
  });

  it.each(['Élodie Guérin', 'Анна Каренина', 'Νίκος Παππάς', 'Œuvre d’Île', 'محمد', 'Anne 👩‍💻', 'Marie Laurent [DINUM] Отдел'])(
    'that are only not French are not: %s',
    (name) => expect(judge(name)).toEqual([[name, null]]),
  );
});
