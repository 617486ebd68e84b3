import { afterEach, describe, expect, it } from 'vitest';
import { bridgeErrorCodes, domainErrorCodes } from '../../preload/contract/index.ts';
import { en } from './en/index.ts';
import { fr } from './fr/index.ts';
import {
  clock,
  dateAndTime,
  dayTitle,
  duration,
  fileSize,
  largerThan,
  folded,
  initials,
  languageFor,
  oneLine,
  personName,
  previewLine,
} from './index.ts';
import { organisationOf, problemWords, roomName, setLanguage, shortDate } from './index.ts';
import { sentences } from './sentences.test-data.ts';

/** Words that are written alike in both languages. */
const alike =
  /^[\d\s]*(version|conversations?|notifications?|mentions?|messages?|invitations?|votes?|secondes?|minutes?|images?|actions?)?[\d\s,:·%]*$/iu;
/** Short English words that no French sentence holds. */
const english = /\b(the|and|of|you|your|with|this|(?<!@)room|sign|cannot|please|loading|message not|has been)\b/iu;

const at = (day: string, time: string): number => new Date(`${day}T${time}:00`).getTime();

afterEach(() => setLanguage('fr'));

describe('both languages', () => {
  const french = sentences(fr);
  const other = new Map(sentences(en));

  it('say the same things', () => {
    expect([...other.keys()]).toEqual(french.map(([key]) => key));
  });

  it('leave nothing empty', () => {
    const empty = [...french, ...other].filter(([, text]) => text.trim() === '' || text.includes('undefined') || text.includes('#'));
    expect(empty).toEqual([]);
  });

  it('leave no English in French', () => {
    expect(french.filter(([key, text]) => !key.endsWith('.support') && english.test(text))).toEqual([]);
  });

  it('translate every sentence', () => {
    const same = french.filter(([key, text]) => text.includes(' ') && text === other.get(key) && !alike.test(text));
    expect(same.map(([key]) => key)).toEqual([]);
  });

  it('write French as print does', () => {
    const typewriter = french.filter(([key, text]) => !key.includes('keys') && /['"]|\.\.\./u.test(text));
    expect(typewriter).toEqual([]);
    expect(french.filter(([, text]) => /« | [»:;?!]/u.test(text))).toEqual([]);
  });

  it('have a sentence and a code of its own for every error', () => {
    const codes = [...bridgeErrorCodes, ...domainErrorCodes];
    const support = codes.map((code) => problemWords(code).support);
    expect(new Set(support).size).toBe(codes.length);
    for (const code of codes) {
      expect(en.errors[code].support).toBe(fr.errors[code].support);
      expect(problemWords(code).what).toMatch(/\.$/u);
    }
    expect(problemWords('media.too-large', { size: 6_300_000, limit: 5_000_000 }).what).toBe(
      'Ce fichier (6,3\u00a0Mo) dépasse la limite du serveur (5\u00a0Mo).',
    );
  });
});

describe('dates', () => {
  const now = at('2026-03-04', '15:30');

  it('are short in a list', () => {
    expect(shortDate(at('2026-03-04', '14:05'), now)).toBe('14:05');
    expect(shortDate(at('2026-03-03', '23:59'), now)).toBe('hier');
    expect(shortDate(at('2026-03-02', '08:00'), now)).toBe('lun.');
    expect(shortDate(at('2026-01-03', '08:00'), now)).toBe('3 janv.');
    expect(shortDate(at('2025-03-03', '08:00'), now)).toBe('03/03/2025');
  });

  it('are whole where there is room', () => {
    expect(dayTitle(at('2026-03-04', '00:01'), now)).toBe('Aujourd’hui');
    expect(dayTitle(at('2026-03-02', '10:00'), now)).toBe('lundi 2 mars');
    expect(dayTitle(at('2025-03-03', '10:00'), now)).toBe('lundi 3 mars 2025');
    expect(dateAndTime(at('2026-03-03', '14:05'), now)).toBe('hier à 14:05');
    expect(clock(at('2026-03-03', '09:05'))).toBe('09:05');
  });

  it('follow the language', () => {
    setLanguage('en');
    expect(shortDate(at('2026-03-03', '23:59'), now)).toBe('yesterday');
    expect(dayTitle(at('2026-03-02', '10:00'), now)).toBe('Monday 2 March');
  });
});

describe('figures', () => {
  it('are written as agents write them', () => {
    expect(fileSize(999)).toBe('999\u00a0o');
    expect(fileSize(1_234_567)).toBe('1,2\u00a0Mo');
    expect(fileSize(345_678_901)).toBe('346\u00a0Mo');
    expect(largerThan(6_300_000, 5_000_000)).toEqual(['6,3\u00a0Mo', '5\u00a0Mo']);
    expect(largerThan(104_857_601, 104_857_600).map((size) => size.replace(/\s/gu, ' '))).toEqual(['104 857 601 o', '104 857 600 o']);
    expect(duration(42_500)).toBe('0:42');
    expect(duration(3_725_000)).toBe('1:02:05');
  });
});

describe('names', () => {
  const title = (text: string | null, heroes: string[] = [], others = 0) => ({ text, heroes, others });

  it('of rooms say who is there when there is no name', () => {
    expect(roomName(title('Cellule de crise'))).toBe('Cellule de crise');
    expect(roomName(title(null, ['Claire Dubois', 'Paul Bernard']))).toBe('Claire Dubois et Paul Bernard');
    expect(roomName(title(null, ['Claire', 'Paul'], 3))).toBe('Claire, Paul et 3 autres');
    expect(roomName(title(' \u200b '))).toBe('Salon vide');
  });

  it('cannot turn the line or hide', () => {
    expect(oneLine('Claire\u202Efdp.exe\nsuite')).toBe('Clairefdp.exe suite');
    expect(personName('\u200b\u2066\u3164')).toBe('Personne sans nom');
    expect(oneLine(`a${'\u0301'.repeat(200)}`).length).toBeLessThan(10);
    expect(oneLine('x'.repeat(5000))).toBe(`${'x'.repeat(254)}…`);
    expect(oneLine('x'.repeat(24), 24)).toBe('x'.repeat(24));
    expect(oneLine('👩‍🚒')).toBe('👩‍🚒');
  });

  it('have initials', () => {
    expect(initials('Claire Dubois [DINUM]')).toBe('CD');
    expect(initials('Marché national 2027')).toBe('MN');
    expect(initials('2027')).toBe('2');
    expect(initials('Équipe d’accueil')).toBe('ÉA');
    expect(initials('  ')).toBe('PN');
  });

  it('of people lose the organisation, which is shown apart', () => {
    expect(personName('Claire Dubois [Préfecture 35]')).toBe('Claire Dubois');
    expect(organisationOf('Claire Dubois [Préfecture 35]')).toBe('Préfecture 35');
    expect(organisationOf('Claire Dubois')).toBe('');
  });

  it('are found without accents', () => {
    expect(folded('Préfecture ÉVÉNEMENT')).toBe('prefecture evenement');
  });
});

describe('the last thing of a room', () => {
  const preview = { senderName: 'Claire', own: false, kind: 'text' as const, text: 'Bonjour' };

  it('says who, but not in a direct message', () => {
    expect(previewLine(preview, 'private')).toBe('Claire\u00a0: Bonjour');
    expect(previewLine(preview, 'direct')).toBe('Bonjour');
    expect(previewLine({ ...preview, own: true }, 'direct')).toBe('Vous\u00a0: Bonjour');
    expect(previewLine({ ...preview, kind: 'image', text: '' }, 'private')).toBe('Claire\u00a0: Image');
    expect(previewLine({ ...preview, kind: 'emote', text: 'sourit' }, 'direct')).toBe('Claire sourit');
  });

  it.each([
    ['image', 'pont.jpg', 'Image\u00a0: pont.jpg', 'Image: pont.jpg'],
    ['sticker', 'bravo', 'Autocollant\u00a0: bravo', 'Sticker: bravo'],
    ['video', 'crue.mp4', 'Vidéo\u00a0: crue.mp4', 'Video: crue.mp4'],
    ['audio', 'reunion.mp3', 'Son\u00a0: reunion.mp3', 'Audio: reunion.mp3'],
    ['voice', '0:12', 'Message vocal, 0:12', 'Voice message, 0:12'],
    ['voice', '', 'Message vocal', 'Voice message'],
    ['file', 'note.pdf', 'Fichier\u00a0: note.pdf', 'File: note.pdf'],
    ['location', 'Brest', 'Position\u00a0: Brest', 'Location: Brest'],
    ['poll', 'Date de réunion', 'Sondage\u00a0: Date de réunion', 'Poll: Date de réunion'],
    ['code', 'ls -l', 'ls -l', 'ls -l'],
    ['code', '', 'Code', 'Code'],
    ['redacted', '', 'Message supprimé', 'Deleted message'],
  ] as const)('says what it is in both languages: %s %s', (kind, text, french, english) => {
    expect(previewLine({ ...preview, kind, text }, 'direct')).toBe(french);
    setLanguage('en');
    expect(previewLine({ ...preview, kind, text }, 'direct')).toBe(english);
    setLanguage('fr');
  });
});

describe('the language', () => {
  it('is French unless the system speaks English first', () => {
    expect(languageFor('system', ['de-DE', 'en-GB'])).toBe('en');
    expect(languageFor('system', ['de-DE'])).toBe('fr');
    expect(languageFor('fr', ['en-US'])).toBe('fr');
  });
});
