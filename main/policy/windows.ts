import type { PolicySources } from './documents.ts';

/** One value of `reg query`: four spaces, name, type, data. */
const line = /^ {4}(?<name>.+?) {4}(?<type>REG_[A-Z_]+) {4}(?<data>.*)$/u;

function dataOf(type: string, data: string): unknown {
  if (type === 'REG_DWORD' || type === 'REG_QWORD') return Number.parseInt(data, 16);
  // `reg query` prints the end of each string of a list as backslash and zero.
  if (type === 'REG_MULTI_SZ') return data.split('\\0').join('\n');
  return data;
}

/** What `reg query KEY` printed. Booleans are kept as 0 and 1 there, and true and false here. */
export function parseRegistry(output: string, origin: string): PolicySources {
  const values: { [name: string]: unknown } = {};
  for (const found of output.split(/\r?\n/u).map((one) => line.exec(one)?.groups)) {
    if (!found) continue;
    const { name = '', type = '', data = '' } = found;
    const value = dataOf(type, data);
    values[name] = value === 0 ? false : value === 1 ? true : value;
  }
  return { documents: Object.keys(values).length > 0 ? [{ origin, values }] : [], problems: [] };
}
