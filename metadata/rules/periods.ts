/**
 * Periods of a value: from which day to which each of its values held, without a gap or an overlap, so that the days in
 * all of them add up to the age of the record. Days are written 2026-03-01.
 */

export interface Period {
  readonly id: string;
  readonly value: unknown;
  readonly from: string;
  /** Not included; null while the value holds. */
  readonly to: string | null;
}

export interface PeriodChange {
  readonly value: unknown;
  /** Since when the value holds. */
  readonly day: string;
  /** Whether the value is another; else only its day was put right. */
  readonly isOther: boolean;
}

export interface PeriodPlan {
  /** Rows with other days than before. */
  readonly changed: readonly Period[];
  readonly removed: readonly Period[];
  /** Whether the value begins a row of its own. */
  readonly begins: boolean;
}

/**
 * What becomes of the rows of one record. Rows end where the value begins, and never before they began. A value that is
 * said to hold since the very day on which one of its rows began goes on with that row, and what came after it goes:
 * that is how a change is taken back.
 */
export function planPeriods(rows: readonly Period[], { value, day, isOther }: PeriodChange): PeriodPlan {
  const sorted = [...rows].sort(byTime);
  const resumed = isOther ? sorted.findLastIndex((row) => row.value === value && row.from === day) : -1;
  if (resumed >= 0) {
    const row = sorted[resumed]!;
    return { changed: [...cut(sorted.slice(0, resumed), day), ...(row.to === null ? [] : [{ ...row, to: null }])], removed: sorted.slice(resumed + 1), begins: false }; // prettier-ignore
  }
  if (isOther) return { changed: cut(sorted, day), removed: [], begins: value !== null };
  const open = sorted.findLast((row) => row.to === null);
  const before = open && sorted.findLast((row) => row !== open && row.to === open.from);
  const others = sorted.filter((row) => row !== open && row !== before);
  const moved = [
    ...(before ? [{ ...before, to: later(day, before.from) }] : []),
    ...(open && open.from !== day ? [{ ...open, from: day }] : []),
  ];
  return { changed: [...cut(others, day), ...moved], removed: [], begins: false };
}

/** Rows that reach over this day end on it. */
const cut = (rows: readonly Period[], day: string): readonly Period[] =>
  rows.flatMap((row) => (row.to === null || row.to > day ? [{ ...row, to: later(day, row.from) }] : []));

const later = (a: string, b: string): string => (a > b ? a : b);

/** By the day on which they began; of one day, the one that ended first, then the one that was made first. */
function byTime(a: Period, b: Period): number {
  if (a.from !== b.from) return a.from < b.from ? -1 : 1;
  if (a.to !== b.to) return a.to === null ? 1 : b.to === null ? -1 : a.to < b.to ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
