import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SpellingLanguage } from '../../preload/contract/index.ts';
import { silentLogger } from '../log/index.ts';
import { languagesOf, Spelling } from './index.ts';

describe('the spelling', () => {
  let spelling: Spelling;
  beforeAll(() => (spelling = new Spelling(silentLogger)));
  afterAll(() => spelling.close());
  const wrong = (text: string, ...languages: SpellingLanguage[]) => spelling.misspelled(text.split(' '), languages);

  it('knows French as it is written: accents, elisions, hyphens, both apostrophes, capitals', async () => {
    expect(
      await wrong("Voilà l’œuvre qu'aujourd'hui l'État États-Unis rendez-vous peut-être est-ce Ça À évènement événement", 'fr'),
    ).toEqual([]);
    expect(await wrong("reunion oeuvre l'abre malgrés france developpement rendez-vou", 'fr')).toEqual([
      'reunion',
      'oeuvre',
      "l'abre",
      'malgrés',
      'france',
      'developpement',
      'rendez-vou',
    ]);
  });

  it('knows how administrations write: acronyms, inclusive forms, figures, names of tools', async () => {
    expect(await wrong('DINUM agent·e·s administrateur·rice 2e 14h30 GitLab iPhone v1.2 visio Tchap préfète', 'fr')).toEqual([]);
    expect(await wrong('agnet·e·s', 'fr')).toEqual(['agnet·e·s']);
  });

  it('takes a word that one of the languages has', async () => {
    const text = 'réunion weather colour color Besprechung reunión';
    expect(await wrong(text, 'fr')).toEqual(['weather', 'colour', 'color', 'Besprechung', 'reunión']);
    expect(await wrong(text, 'fr', 'en-GB')).toEqual(['color', 'Besprechung', 'reunión']);
    expect(await wrong(text, 'fr', 'en-GB', 'en-US', 'de', 'es')).toEqual([]);
    expect(await wrong(text)).toEqual([]);
  });

  it.each([
    ['acceuil', 'accueil'],
    ['Reunion', 'Réunion'],
    ['apeler', 'appeler'],
    ['oeuvre', 'œuvre'],
    ['connection', 'connexion'],
    ["l'adminstration", "l'administration"],
    ['l’adminstration', 'l’administration'],
  ])('suggests for %s first %s', async (typed, meant) => {
    const found = await spelling.suggestions(typed, ['fr']);
    expect(found[0]).toBe(meant);
    expect(found.length).toBeLessThanOrEqual(5);
  });

  it('suggests a name with its capital, and a word once', async () => {
    expect(await spelling.suggestions('france', ['fr'])).toContain('France');
    expect((await spelling.suggestions('reunion', ['fr'])).filter((one) => one.toLowerCase() === 'réunion')).toEqual(['réunion']);
  });

  it('suggests in each language that is written', async () => {
    expect(await spelling.suggestions('recieve', ['fr', 'en-GB'])).toContain('receive');
    expect(await spelling.suggestions('x'.repeat(100), ['fr'])).toEqual([]);
  });

  it('goes on after its thread has ended', async () => {
    const lost = new Spelling(silentLogger);
    const asked = lost.misspelled(['bonjoour'], ['fr']);
    await lost.close();
    expect(await asked).toEqual([]);
    expect(await lost.misspelled(['bonjoour'], ['fr'])).toEqual(['bonjoour']);
    await lost.close();
  });
});

it('without a choice, the language of the application is checked', () => {
  expect(languagesOf({ spelling: null, language: 'system' }, 'fr-CA')).toEqual(['fr']);
  expect(languagesOf({ spelling: null, language: 'en' }, 'fr-FR')).toEqual(['en-GB']);
  expect(languagesOf({ spelling: null, language: 'system' }, 'en-US')).toEqual(['en-GB']);
  expect(languagesOf({ spelling: [], language: 'fr' }, 'fr-FR')).toEqual([]);
});
