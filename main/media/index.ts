export { AccountMedia } from './account-media.ts';
export { mediaUrlOf, parseMediaUrl, type MediaSource } from './media-url.ts';
export type { NewAttachment } from './staging.ts';
export type { UploadProgress } from './uploads.ts';
