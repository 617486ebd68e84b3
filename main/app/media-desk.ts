import { CodedError, type AccountId, type AttachmentId } from '../../preload/contract/index.ts';
import type { Files } from '../handlers/index.ts';
import type { AccountMedia } from './build-account.ts';
import type { MediaRequest } from './types.ts';

const unavailable = (): CodedError => new CodedError('media.unavailable', 'files are not served yet');

/** Files of every account. */
export class MediaDesk implements Files {
  open(): AccountMedia {
    return {
      uploader: { upload: () => Promise.reject(unavailable()), drop: () => undefined },
      avatarUrl: () => null,
      close: async () => undefined,
    };
  }
  urls(_accountId: AccountId): () => null {
    return () => null;
  }
  begin(): Promise<AttachmentId> {
    return Promise.reject(unavailable());
  }
  append(): Promise<void> {
    return Promise.reject(unavailable());
  }
  drop(): Promise<void> {
    return Promise.reject(unavailable());
  }
  save(): Promise<boolean> {
    return Promise.reject(unavailable());
  }
  async serve(_url: string, _request: MediaRequest): Promise<Response> {
    return new Response(null, { status: 404 });
  }
}
