/** Which of the ten avatar colours belongs to an id: always the same one (FNV-1a). */
export function avatarColour(seed: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < seed.length; at++) hash = Math.imul(hash ^ seed.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % 10;
}
