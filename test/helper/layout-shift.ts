/** How far the parts of a page jump while it loads: the sum that browsers call cumulative layout shift. */
import type { Page } from 'playwright-core';

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
}

/** Counts from the next address the page opens. */
export async function watchShifts(page: Page): Promise<Page> {
  await page.addInitScript(() => {
    const kept = globalThis as unknown as { shift: number };
    kept.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Shift[]) if (!entry.hadRecentInput) kept.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return page;
}

export const shiftOf = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { shift: number }).shift);
