/**
 * Records as templates see them. Keys that begin with `$` or `_` can be no field names, so that a field never hides them.
 * Plain data: it travels to a work process, where it is copied into objects without a prototype (render/bare.ts).
 */
import type { Value } from '../../metadata/value.js';

/** A value: as it is kept, and as the language of the document writes it. */
export interface Leaf {
  readonly $: Value;
  readonly _: string;
  /** Of a list: the text of each. */
  readonly _each?: readonly string[];
  /** Of a composite: the texts of its parts by their short names. */
  readonly _parts?: Readonly<Record<string, string>>;
}

/** A record or what a look-up leads to: its id (null where there is none), its name, what is read of it. */
export interface RecordData {
  readonly $: string | null;
  readonly _: string;
  readonly [field: string]: RecordData | Leaf | readonly RecordData[] | Value;
}
