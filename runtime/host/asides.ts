import type { WireRecord } from '../data/record.js';

/**
 * Panels and dialogs over any page that hold a whole form themselves. The parts that open them do not import them, since
 * they are parts of such forms in their turn; main.ts lists them, each is loaded when it is first opened.
 */
export interface Asides {
  /** Loads `<tr-quick-view>`. */
  quickView(): Promise<unknown>;
  /** Makes a record in a dialog; undefined when it was left. The focus then is where it was. */
  quickCreate(wanted: WantedRecord): Promise<WireRecord | undefined>;
}

export interface WantedRecord {
  readonly entity: string;
  /** Values that it begins with, as in the address of a new record: texts, look-ups by their ids. */
  readonly given: Readonly<Record<string, string>>;
}
