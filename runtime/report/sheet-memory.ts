/** How one person looks at one report on this device: widths of columns, size. Kept by the browser, no part of the report. */

export interface SheetLook {
  readonly widths: ReadonlyMap<number, number>;
  readonly scale: number;
}

export const scales = [0.8, 0.9, 1, 1.1, 1.25, 1.5] as const;

const plain: SheetLook = { widths: new Map(), scale: 1 };
const keyOf = (user: string, report: string): string => `trellis.sheet.${user}.${report}`;

export function readLook(storage: Pick<Storage, 'getItem'>, user: string, report: string): SheetLook {
  try {
    const kept = JSON.parse(storage.getItem(keyOf(user, report)) ?? '{}') as { widths?: unknown; scale?: unknown };
    const widths = Object.entries((kept.widths ?? {}) as Readonly<Record<string, unknown>>).flatMap(
      ([column, width]) => (typeof width === 'number' && width > 0 ? [[Number(column), width] as const] : []),
    );
    const scale = scales.find((each) => each === kept.scale) ?? 1;
    return { widths: new Map(widths), scale };
  } catch {
    // Somebody else's text under the same key.
    return plain;
  }
}

export function keepLook(
  storage: Pick<Storage, 'setItem' | 'removeItem'>,
  user: string,
  report: string,
  { widths, scale }: SheetLook,
): void {
  const key = keyOf(user, report);
  try {
    if (widths.size === 0 && scale === 1) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify({ widths: Object.fromEntries(widths), scale }));
  } catch {
    // A full or closed store: the look lasts as long as the page.
  }
}
