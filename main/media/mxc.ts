/** A content URI (spec 11.7): server name and opaque media id. */
export interface Mxc {
  server: string;
  mediaId: string;
}

const pattern = /^mxc:\/\/([A-Za-z0-9.:[\]-]{1,255})\/([A-Za-z0-9_-]{1,255})$/u;

/** Null where it is not a content URI: nothing else may become a path of a request. */
export function parseMxc(uri: unknown): Mxc | null {
  const [, server, mediaId] = (typeof uri === 'string' && pattern.exec(uri)) || [];
  return server && mediaId ? { server, mediaId } : null;
}
