/** Policies as they lie in one place, not yet checked. */
export interface PolicyDocument {
  /** File, registry key or property list, for support. */
  origin: string;
  values: { [name: string]: unknown };
}

export interface PolicySources {
  documents: PolicyDocument[];
  /** What could not be used, in English, for the log. Never holds a value. */
  problems: string[];
}

export const isValues = (value: unknown): value is { [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
