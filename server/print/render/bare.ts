/** Data into objects without a prototype: nothing is reached but what was put there. */
export function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  const made = Object.create(null) as Record<string, unknown>;
  for (const [key, each] of Object.entries(value)) made[key] = bare(each);
  return made;
}
