/** Findings inside an answer, in the reader's language. */
import type { Words } from '../../metadata/value.js';

/** Tells the findings that stand under a path (`failed.problems`; lists are walked) of an answer; the rest is the same. */
export function tellFindings(value: unknown, path: readonly string[], told: (words: Words) => string): unknown {
  if (Array.isArray(value)) return (value as unknown[]).map((item) => tellFindings(item, path, told));
  if (typeof value !== 'object' || value === null) return value;
  const [key, ...rest] = path;
  if (key !== undefined) {
    if (!Object.hasOwn(value, key)) return value;
    return { ...value, [key]: tellFindings((value as Record<string, unknown>)[key], rest, told) };
  }
  const { message, said, ...others } = value as Readonly<Record<string, unknown>> & Partial<Words>;
  return typeof message === 'string' ? { ...others, message: told({ message, said }) } : value;
}
