const startsWith = (bytes: Uint8Array, ascii: string, at = 0): boolean =>
  [...ascii].every((character, index) => bytes[at + index] === character.charCodeAt(0));

/** The picture that the bytes are, whatever their sender says. SVG is none: it can run scripts. */
export function pictureType(bytes: Uint8Array): string | null {
  if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) return 'image/png';
  if (startsWith(bytes, '\xff\xd8\xff')) return 'image/jpeg';
  if (startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a')) return 'image/gif';
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return 'image/webp';
  return startsWith(bytes, 'ftypavif', 4) || startsWith(bytes, 'ftypavis', 4) ? 'image/avif' : null;
}

/** What a page can play, and nothing that it would read as a document. */
const playable = new Set([
  'audio/aac',
  'audio/flac',
  'audio/mp4',
  'audio/mpeg',
  'audio/ogg',
  'audio/wav',
  'audio/webm',
  'audio/x-flac',
  'audio/x-wav',
  'video/mp4',
  'video/ogg',
  'video/quicktime',
  'video/webm',
]);

/** Under which type bytes may be given to the page: pictures by their content, sound and video by name, else only as a download. */
export function servedType(bytes: Uint8Array, declared: string): { type: string; inline: boolean } {
  const picture = pictureType(bytes);
  if (picture) return { type: picture, inline: true };
  if (playable.has(declared)) return { type: declared, inline: true };
  return { type: 'application/octet-stream', inline: false };
}
