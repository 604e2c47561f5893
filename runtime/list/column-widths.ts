/**
 * Widths of a list's columns: first what each needs to show its texts, then the room that is left goes to the words, the
 * naming column before the others. Pure: pixels in, pixels out.
 */
export interface ColumnNeed {
  readonly path: string;
  /** Names the record: it gets the first of the room that is left. */
  readonly naming: boolean;
  /** Figures are never cut and never stretched. */
  readonly figures: boolean;
  /** What the document or the field type asks for. */
  readonly stated: number;
  /** Said by a person or a document: not to be changed. */
  readonly fixed: boolean;
  /** What the head and the rows seen need in full; undefined before there are rows. */
  readonly natural: number | undefined;
}

/** Narrower, a column says nothing. */
const least = 72;
const leastName = 160;
/** One long text does not take the room of all others. */
const mostWords = 260;
const mostName = 420;

/** Pixels by path. `room` is what the columns may take together; 0 while it is not known. */
export function columnWidths(needs: readonly ColumnNeed[], room: number): ReadonlyMap<string, number> {
  const wanted = needs.map((need) => ({ need, width: wantedWidth(need) }));
  let missing = room === 0 ? 0 : wanted.reduce((sum, { width }) => sum + width, 0) - room;
  if (missing > 0) missing = giveWay(wanted, missing);
  else if (missing < 0) spread(wanted, -missing);
  return new Map(wanted.map(({ need, width }) => [need.path, Math.floor(width)] as const));
}

type Wanted = { readonly need: ColumnNeed; width: number };

function wantedWidth({ naming, figures, stated, fixed, natural }: ColumnNeed): number {
  if (fixed || natural === undefined) return naming ? Math.max(stated, 200) : stated;
  if (figures) return Math.max(least, natural);
  return naming ? clamp(natural, leastName, mostName) : clamp(natural, least, mostWords);
}

/** Words wider than most give first, by shares of what they have over the least; what stays missing is scrolled. */
function giveWay(wanted: readonly Wanted[], missing: number): number {
  const spare = ({ need, width }: Wanted) =>
    need.figures || need.fixed ? 0 : Math.max(0, width - (need.naming ? leastName : 104));
  const total = wanted.reduce((sum, each) => sum + spare(each), 0);
  if (total === 0) return missing;
  const share = Math.min(1, missing / total);
  for (const each of wanted) each.width -= spare(each) * share;
  return missing - total * share;
}

/** The naming column grows first, to half as much again, then all words alike. */
function spread(wanted: readonly Wanted[], room: number): void {
  const free = wanted.filter(({ need }) => !need.figures && !need.fixed);
  const name = free.find(({ need }) => need.naming);
  const first = name ? Math.min(room * 0.4, name.width * 0.5) : 0;
  if (name) name.width += first;
  for (const each of free) each.width += (room - first) / free.length;
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
