/** Largest and least size of a picture in a conversation, in px. */
const most = { width: 420, height: 320 };
const least = 48;

/** The place that a picture takes, known before it is loaded; in px, within a column of `column` px. */
export function mediaBox(width: number | null, height: number | null, column: number): { width: number; height: number } {
  const limit = Math.min(most.width, Math.max(least, column));
  if (!width || !height) return { width: Math.min(limit, 320), height: 200 };
  const scale = Math.min(1, limit / width, most.height / height);
  return { width: Math.max(least, Math.round(width * scale)), height: Math.max(least, Math.round(height * scale)) };
}
