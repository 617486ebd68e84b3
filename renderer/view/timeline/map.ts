type Place = { latitude: number; longitude: number };

/** Decimals that are worth keeping: a metre. */
const precision = 6;

/** Address of a map at a place; `pattern` holds `{latitude}` and `{longitude}`. */
export const mapAddress = (pattern: string, { latitude, longitude }: Place): string =>
  pattern
    .replaceAll('{latitude}', String(Number(latitude.toFixed(precision))))
    .replaceAll('{longitude}', String(Number(longitude.toFixed(precision))));
