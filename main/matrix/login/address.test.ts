import { describe, expect, it } from 'vitest';
import { isSecure, parseAddress } from './address.ts';

describe('what an agent types for a homeserver', () => {
  it('is a URL, without what does not belong in a base URL', () => {
    expect(parseAddress(' https://matrix.agent.tchap.gouv.fr/ ')).toEqual({ kind: 'url', baseUrl: 'https://matrix.agent.tchap.gouv.fr' });
    expect(parseAddress('http://127.0.0.1:8008/prefix/?q#x')).toEqual({ kind: 'url', baseUrl: 'http://127.0.0.1:8008/prefix' });
  });

  it('is a server name, or a Matrix id that holds one', () => {
    expect(parseAddress('Exemple.FR')).toEqual({ kind: 'server-name', serverName: 'exemple.fr' });
    expect(parseAddress('exemple.fr:8448')).toEqual({ kind: 'server-name', serverName: 'exemple.fr:8448' });
    expect(parseAddress('@agnes.martin:exemple.fr:8448')).toEqual({ kind: 'server-name', serverName: 'exemple.fr:8448' });
    expect(parseAddress('[::1]:8008')).toEqual({ kind: 'server-name', serverName: '[::1]:8008' });
  });

  it.each(['', '@agnes', 'deux mots', 'https://', 'https://agnes:secret@exemple.fr', 'javascript:alert(1)', 'ftp://exemple.fr', 'a/b'])(
    'is not %j',
    (text) => expect(parseAddress(text)).toBeNull(),
  );

  it('may be without TLS on this machine only', () => {
    expect(['https://a.fr', 'http://localhost:8008', 'http://127.0.0.1:8008', 'http://[::1]:8008'].every(isSecure)).toBe(true);
    expect(['http://a.fr', 'http://127.0.0.1.a.fr', 'http://localhost.a.fr'].some(isSecure)).toBe(false);
  });
});
