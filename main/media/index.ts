export { AccountMedia, type Download } from './account-media.ts';
export { mediaUrlOf, parseMediaUrl, type MediaSource } from './media-url.ts';
export type { NewAttachment } from './staging.ts';
export type { Progress } from './transfers.ts';
