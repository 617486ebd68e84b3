/** Puts values in groups. */
export function gather<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const known = groups.get(key);
  if (known) known.push(value);
  else groups.set(key, [value]);
}

/** The groups, where each that is as it was before is the very same array. */
export function keepSame<K, V>(groups: Map<K, V[]>, before: ReadonlyMap<K, V[]> | undefined): Map<K, V[]> {
  if (!before) return groups;
  for (const [key, values] of groups) {
    const old = before.get(key);
    if (old?.length === values.length && old.every((value, index) => value === values[index])) groups.set(key, old);
  }
  return groups;
}
