/**
 * A package that is heavy and seldom needed: read with its first use instead of at the start, and without awaiting, for
 * what uses it answers at once. Such packages stay outside the bundle (`server/build-options.mjs`).
 */
import { createRequire } from 'node:module';

const requireFrom = createRequire(import.meta.url);

export function lazyPackage<T>(name: string): () => T {
  let loaded: T | undefined;
  return () => (loaded ??= requireFrom(name) as T);
}
