/** Where a key leads to in a grid of cards that is filled line by line. */

/** The place of the next card; undefined: the key leads nowhere. */
export function nextPlace(key: string, at: number, columns: number, count: number): number | undefined {
  const line = Math.floor(at / columns) * columns;
  const last = count - 1;
  const to: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns,
    // From the last whole line to the last card, where nothing stands right below.
    ArrowDown: at + columns > last && line + columns <= last ? last : at + columns,
    Home: line,
    End: Math.min(line + columns - 1, last),
    PageUp: 0,
    PageDown: last,
  };
  const next = to[key];
  return next === undefined || next < 0 || next > last || next === at ? undefined : next;
}
