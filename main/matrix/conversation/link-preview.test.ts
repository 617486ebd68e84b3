import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { findLink, previewable } from './link-preview.ts';

const answering = (...answers: (JsonObject | CodedError)[]) => {
  const asked: string[] = [];
  const http = {
    json: async (_method: string, path: string): Promise<JsonObject> => {
      asked.push(path);
      const answer = answers.shift() ?? {};
      if (answer instanceof CodedError) throw answer;
      return answer;
    },
  };
  return { http, asked };
};
const refusal = (errcode: string) => new CodedError('server.error', 'refused', { detail: { errcode } });

describe('11.7 preview_url', () => {
  it('gives what the server found, cut and of the right types', async () => {
    const hostile = {
      'og:title': 'T'.repeat(5000),
      'og:description': { a: 1 },
      'og:site_name': 7,
      'og:image': 'mxc://a/b',
      'matrix:image:size': 'x',
    };
    const found = await findLink(answering(hostile).http, 'https://www.service-public.fr/');
    expect(found).toEqual({ title: 'T'.repeat(200), description: '', site: '', image: 'mxc://a/b' });
    expect(await findLink(answering({ 'og:image': 'mxc://a/b' }).http, 'https://x.fr')).toBeNull();
  });

  it('asks older servers at the older address, and tells nothing where there are no previews', async () => {
    const old = answering(refusal('M_UNRECOGNIZED'), { 'og:title': 'Titre' });
    expect(await findLink(old.http, 'https://x.fr')).toMatchObject({ title: 'Titre' });
    expect(old.asked).toEqual(['/_matrix/client/v1/media/preview_url', '/_matrix/media/v3/preview_url']);
    expect(await findLink(answering(refusal('M_UNRECOGNIZED'), refusal('M_UNRECOGNIZED')).http, 'https://x.fr')).toBeNull();
    expect(await findLink(answering(refusal('M_UNKNOWN')).http, 'https://x.fr')).toBeNull();
  });

  it('says that the network is gone, and hands no secret or file address over', async () => {
    const gone = answering(new CodedError('network.unreachable', 'gone'));
    await expect(findLink(gone.http, 'https://x.fr')).rejects.toMatchObject({ code: 'network.unreachable' });
    for (const url of ['file:///etc/passwd', 'javascript:alert(1)', 'https://a:b@x.fr/', 'matrix:u/a', 'x.fr', '']) {
      expect(previewable(url)).toBe(false);
      await expect(findLink(answering().http, url)).rejects.toMatchObject({ code: 'link.refused' });
    }
  });
});
