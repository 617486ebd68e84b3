import { describe, expect, it } from 'vitest';
import { fromField, moments, toField } from './later.ts';

const at = (text: string): number => new Date(text).getTime();

describe('moments to send at', () => {
  it('are an hour from now, tomorrow and the next Monday in the morning, in local time', () => {
    const friday = at('2026-11-20T17:30:20');
    expect(Object.values(moments(friday)).map(toField)).toEqual(['2026-11-20T18:31', '2026-11-21T08:00', '2026-11-23T08:00']);
    expect(toField(moments(at('2026-11-23T09:00')).monday)).toBe('2026-11-30T08:00');
    expect(toField(moments(at('2026-11-22T09:00')).monday)).toBe('2026-11-23T08:00');
    expect(toField(moments(at('2026-12-31T23:50')).tomorrow)).toBe('2027-01-01T08:00');
  });

  it('are written as a field of date and time has them', () => {
    expect(fromField('2026-11-20T18:31')).toBe(at('2026-11-20T18:31'));
    expect([fromField(''), fromField('demain')]).toEqual([null, null]);
  });
});
