/**
 * Widths of a list's columns: first what each needs to show its texts, then the room that is left goes to the words, the
 * naming column before the others. Pure: pixels in, pixels out.
 */
export interface ColumnNeed {
  readonly path: string;
  /** Names the record: it gets the first of the room that is left. */
  readonly naming: boolean;
  /** Figures and tags: never cut and never stretched. */
  readonly rigid: boolean;
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
/** The part of its width that a column of words gives at most; beyond that the list scrolls sideways instead. */
const gives = { words: 0.34, name: 0.15 };
/** Words as narrow as this give nothing. */
const narrow = 104;

/** Pixels by path. `room` is what the columns may take together; 0 while it is not known. */
export function columnWidths(needs: readonly ColumnNeed[], room: number): ReadonlyMap<string, number> {
  const wanted = needs.map((need) => ({ need, width: wantedWidth(need) }));
  const missing = room === 0 ? 0 : wanted.reduce((sum, { width }) => sum + width, 0) - room;
  if (missing > 0) giveWay(wanted, missing);
  else if (missing < 0) spread(wanted, -missing);
  return new Map(wanted.map(({ need, width }) => [need.path, Math.floor(width)] as const));
}

type Wanted = { readonly need: ColumnNeed; width: number };

function wantedWidth({ naming, rigid, stated, fixed, natural }: ColumnNeed): number {
  if (fixed || natural === undefined) return naming ? Math.max(stated, 200) : stated;
  if (rigid) return Math.max(least, natural);
  return naming ? clamp(natural, leastName, mostName) : clamp(natural, least, mostWords);
}

/** Words are cut a little when that saves scrolling sideways, else not at all. */
function giveWay(wanted: readonly Wanted[], missing: number): void {
  const spare = ({ need, width }: Wanted) => {
    if (need.rigid || need.fixed) return 0;
    return Math.max(0, Math.min(width - narrow, width * (need.naming ? gives.name : gives.words)));
  };
  const spares = wanted.map(spare);
  const total = spares.reduce((sum, each) => sum + each, 0);
  if (total < missing) return;
  wanted.forEach((each, index) => (each.width -= (spares[index]! * missing) / total));
}

/** The naming column grows first, to half as much again, then all words alike. */
function spread(wanted: readonly Wanted[], room: number): void {
  const free = wanted.filter(({ need }) => !need.rigid && !need.fixed);
  const name = free.find(({ need }) => need.naming);
  const first = name ? Math.min(room * 0.4, name.width * 0.5) : 0;
  if (name) name.width += first;
  for (const each of free) each.width += (room - first) / free.length;
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
