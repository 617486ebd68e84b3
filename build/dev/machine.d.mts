/** Folder outside the checkout for what is fetched or made once. */
export function cacheFolder(): string;
