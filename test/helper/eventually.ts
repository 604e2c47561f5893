/** Waiting for what another part of the system does in its own time: a bounded look, never a fixed sleep alone. */
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Looks until there is something; says what it waited for when there never is. */
export async function eventually<T>(look: () => Promise<T | undefined>, what: string, ms = 8000): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await pause(10);
  }
}

/** Looks until what is read is as wanted; says what was read last when it never is. */
export async function becomes<T>(read: () => Promise<T>, wanted: T, ms = 20_000): Promise<void> {
  const end = performance.now() + ms;
  for (;;) {
    const found = await read();
    if (isDeepStrictEqual(found, wanted)) return;
    if (performance.now() > end) expect(found).to.deep.equal(wanted);
    await pause(25);
  }
}
