import { expect, it } from 'vitest';
import { de } from './elision.ts';

it('« de » stands before a name as French writes it', () => {
  const names = ['Claire', 'Aline', 'Élise', 'Œdipe', 'inès', 'Yves', 'Yasmine', 'Ouassim', 'Odile', 'Hugo', '@aline:agent.fr'];
  expect(names.map(de)).toEqual([
    'de Claire',
    'd’Aline',
    'd’Élise',
    'd’Œdipe',
    'd’inès',
    'd’Yves',
    'de Yasmine',
    'de Ouassim',
    'd’Odile',
    'de Hugo',
    'de @aline:agent.fr',
  ]);
});
