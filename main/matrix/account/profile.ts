import type { UserId } from '../../../preload/contract/index.ts';
import { stringField, type Http } from '../http/index.ts';

/** Our own profile (`GET /profile/{userId}`). */
export async function fetchProfile(http: Http, userId: UserId): Promise<{ displayName: string | null; avatarMxc: string | null }> {
  const answer = await http.json('GET', `/_matrix/client/v3/profile/${encodeURIComponent(userId)}`);
  const avatar = stringField(answer, 'avatar_url');
  return {
    displayName: stringField(answer, 'displayname')?.slice(0, 255) ?? null,
    avatarMxc: avatar?.startsWith('mxc://') ? avatar : null,
  };
}
