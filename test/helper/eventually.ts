/** Waiting for what another part of the system does in its own time: a bounded look, never a fixed sleep alone. */
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
