import { isValues, type PolicySources } from './documents.ts';

/** What `plutil -convert json -o -` printed of a managed property list. */
export function parsePropertyList(output: string, origin: string): PolicySources {
  try {
    const values: unknown = JSON.parse(output);
    if (isValues(values)) return { documents: [{ origin, values }], problems: [] };
  } catch {
    // Told below, with what is valid JSON but no dictionary.
  }
  return { documents: [], problems: [`${origin} holds no dictionary`] };
}
