/** What the templates of a timeline may ask of its element. */
import type { Entry } from '../entry.js';
import type { Axis } from './axis.js';
import type { Grip } from './changes.js';
import type { Lane } from './lanes.js';
import type { Zoom } from './schema.js';

export interface TimelineShown {
  readonly axis: Axis;
  readonly lanes: readonly Lane[];
  /** Records that stand in lanes, not each in its own row. */
  readonly inLanes: boolean;
  /** The bar that Tab reaches. */
  readonly current: string;
  readonly loading: boolean;
  /** Rows that are shown of more. */
  readonly cut: number | undefined;
  /** Records without a beginning. */
  readonly unscheduled: number;
  /** Why no bar can be moved. */
  readonly refusal: string | undefined;
  /** The ends of bars can be moved. */
  readonly resizable: boolean;
  /** What is written on a bar. */
  wordsOf(entry: Entry): string;
}

export interface TimelineActs {
  turn(by: 1 | -1): void;
  today(): void;
  zoom(zoom: Zoom): void;
  setCurrent(id: string): void;
  key(event: KeyboardEvent, entry: Entry): void;
  /** Some units of the axis on. */
  change(entry: Entry, grip: Grip, by: number): void;
  drag(event: PointerEvent, entry: Entry, grip: Grip): void;
  showUnscheduled(cause: HTMLElement): void;
}
