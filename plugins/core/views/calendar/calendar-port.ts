/** What the templates of a calendar may ask of its element. */
import type { Scale } from './days.js';
import type { Entry } from '../entry.js';

export interface CalendarPort {
  readonly over: string | undefined;
  readonly loading: boolean;
  /** Rows that are shown of more. */
  readonly cut: number | undefined;
  /** Why no entry can be moved. */
  readonly refusal: string | undefined;
  setOver(day: string | undefined): void;
  dayAt(x: number, y: number): string | undefined;
  show(day: string, scale: Scale): void;
  turn(by: 1 | -1): void;
  /** Makes a record on a day; undefined where the person may not. */
  readonly make: ((day: string) => void) | undefined;
  /** A press on free space of a day, and the click that it may become. */
  press(event: PointerEvent, day: string): void;
  click(event: MouseEvent, day: string): void;
  moveTo(id: string, day: string): void;
  moveBy(entry: Entry, days: number): void;
  dayKey(event: KeyboardEvent, day: string): void;
  entryKey(event: KeyboardEvent, entry: Entry, day: string): void;
}

export interface Shown {
  readonly day: string;
  readonly scale: Scale;
  readonly days: readonly string[];
}
