import { CodedError, type AccountOptions, type AttachmentId, type UserId } from '../../../preload/contract/index.ts';
import { asArray, asObject, type JsonObject } from '../../records/index.ts';
import type { EventCache } from '../../store/index.ts';
import { stringField, type Http } from '../http/index.ts';
import type { OwnOptions, Uploader } from '../types.ts';
import { maySet } from './capabilities.ts';

const client = '/_matrix/client/v3';
const redListType = 'im.vector.hide_profile';
const emailApp = 'm.email';

export interface OptionsParts {
  http: Http;
  userId: UserId;
  cache: Pick<EventCache, 'accountData'>;
  uploader: Uploader;
  /** Name of the application, in the e-mails. */
  brand: string;
  /** The profile is another one now. */
  onProfile(): Promise<void>;
}

/** What an agent chooses about her own account, at the server. */
export class LiveOptions implements OwnOptions {
  readonly #parts: OptionsParts;

  constructor(parts: OptionsParts) {
    this.#parts = parts;
  }

  async get(): Promise<AccountOptions> {
    const [{ capabilities }, emails, pushers, hidden] = await Promise.all([
      this.#parts.http.json('GET', `${client}/capabilities`),
      this.emails(),
      this.#emailPushers(),
      this.#parts.cache.accountData(redListType),
    ]);
    return {
      canSetName: maySet(asObject(capabilities), 'displayname'),
      canSetPicture: maySet(asObject(capabilities), 'avatar_url'),
      emails,
      emailNotifications: pushers.length > 0,
      redList: hidden?.['hide_profile'] === true,
    };
  }

  async setName(name: string): Promise<void> {
    await this.#profile('displayname', name);
  }

  async setPicture(attachmentId: AttachmentId | null): Promise<void> {
    await this.#profile('avatar_url', attachmentId === null ? '' : await this.#upload(attachmentId));
  }

  async setEmailNotifications(on: boolean, language: string): Promise<void> {
    if (!on) {
      for (const pushkey of await this.#emailPushers()) await this.#setPusher({ kind: null, app_id: emailApp, pushkey });
      return;
    }
    const [address] = await this.emails();
    if (address === undefined) throw new CodedError('options.no-email', 'the account has no e-mail address');
    const { brand } = this.#parts;
    const names = { app_display_name: brand, device_display_name: address, lang: language };
    await this.#setPusher({ kind: 'email', app_id: emailApp, pushkey: address, ...names, data: { brand }, append: true });
  }

  async setRedList(on: boolean): Promise<void> {
    const { http, userId } = this.#parts;
    await http.json('PUT', `${client}/user/${encodeURIComponent(userId)}/account_data/${redListType}`, { body: { hide_profile: on } });
  }

  async #profile(field: 'displayname' | 'avatar_url', value: string): Promise<void> {
    const { http, userId, onProfile } = this.#parts;
    await http.json('PUT', `${client}/profile/${encodeURIComponent(userId)}/${field}`, { body: { [field]: value } });
    await onProfile();
  }

  /** The content URI of a file that was handed over. */
  async #upload(attachmentId: AttachmentId): Promise<string> {
    const { uploader } = this.#parts;
    try {
      const url = stringField(await uploader.upload(attachmentId, { encrypted: false, caption: '' }), 'url');
      if (url === null) throw new CodedError('media.unavailable', 'the file was not uploaded');
      return url;
    } finally {
      uploader.drop(attachmentId);
    }
  }

  /** Verified addresses of the account; none where the server keeps them elsewhere (its account provider). */
  async emails(): Promise<string[]> {
    const { threepids } = await this.#parts.http.json('GET', `${client}/account/3pid`).catch(unlessUnknown);
    return objectsOf(threepids).flatMap(({ medium, address }) =>
      medium === 'email' && typeof address === 'string' ? [address.slice(0, 320)] : [],
    );
  }

  async #emailPushers(): Promise<string[]> {
    const { pushers } = await this.#parts.http.json('GET', `${client}/pushers`);
    return objectsOf(pushers).flatMap(({ kind, app_id: app, pushkey }) =>
      kind === 'email' && app === emailApp && typeof pushkey === 'string' ? [pushkey] : [],
    );
  }

  async #setPusher(body: JsonObject): Promise<void> {
    await this.#parts.http.json('POST', `${client}/pushers/set`, { body });
  }
}

const objectsOf = (list: unknown) => asArray(list).map(asObject);

function unlessUnknown(error: unknown): JsonObject {
  if (error instanceof CodedError && error.detail.status === 404) return {};
  throw error;
}
