/**
 * The view half of a view mode: an element that draws the records of a list in its own way. The list around it owns
 * filter, order, count and the states without rows; the port fetches and writes with the rights of the person.
 */
import type { ViewNeeds } from '../../metadata/contributions.js';
import type { Entity, Field } from '../../metadata/model/model.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { RecordPage, WireRecord } from '../data/record.js';
import type { Shortcut } from '../data/shortcuts.js';
import type { MenuItem } from '../ui/menu.js';
import type { FieldHost } from './field-views.js';

/** A path that may be shown. */
export interface ModeColumn {
  readonly path: string;
  readonly field: Field;
  readonly label: string;
  /** Of its figures, said once; undefined where there is none. */
  readonly unit: string | undefined;
  /** The value of a row; `nothing` when there is none. */
  display(row: WireRecord): unknown;
  text(row: WireRecord): string;
  /** A sum of its values, with its unit. */
  figure(value: unknown): string;
}

/** Records with the same value of the path that `needs.groups` names. */
export interface ModeGroup {
  /** A code, an id, null for none. */
  readonly value: string | null;
  /** The name of the record, where the value is one. */
  readonly label: string | undefined;
  readonly count: number;
  /** In the order of `needs.groups.sums`. */
  readonly sums: readonly unknown[];
}

export interface ModeGroups {
  readonly groups: readonly ModeGroup[];
  /** Values that there are besides: so many cannot be shown at once. */
  readonly left: number;
}

/** What became of a change. */
export type ModeChange =
  | {
      readonly kind: 'changed';
      readonly record: WireRecord;
      /** A change that puts everything back, where more than was asked for was changed. */
      readonly undo?: Readonly<Record<string, unknown>>;
    }
  /** Why not, in words. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Somebody else had changed it, and the person let that stand. */
  | { readonly kind: 'kept' };

export interface ModePage {
  readonly within?: Filter | undefined;
  readonly offset?: number;
  /** At most 200. */
  readonly limit: number;
}

/** What a mode may ask of the list it stands in. Requests throw ApiFailure. */
export interface ModePort {
  readonly entity: Entity;
  /** Of the records, in the plural. */
  readonly label: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly needs: ViewNeeds;
  /** The list has conditions: not all records are in it. */
  readonly filtered: boolean;
  /** Columns of the list, the naming one first. */
  readonly columns: readonly ModeColumn[];
  readonly host: FieldHost;
  /** The person's zone. */
  readonly timeZone: string;
  /** Undefined where the person may not see it. */
  column(path: string): ModeColumn | undefined;
  nameOf(row: WireRecord): string;
  /** Rows of the list within a further condition, in the list's order. */
  rows(page: ModePage): Promise<RecordPage>;
  /** The groups that `needs` names, by their values. */
  groups(within?: Filter): Promise<ModeGroups>;
  /** Records of the list within a further condition. */
  count(within: Filter): Promise<number>;
  /** Opens the form of a new record with these values; undefined where the person may not make one with these fields. */
  maker(paths: readonly string[]): ((values: Readonly<Record<string, string>>) => void) | undefined;
  /** Why the field of no record can be changed here, in words; undefined: it can. */
  refusal(path: string): string | undefined;
  /** Writes fields on the version that was seen; where somebody else changed the same ones, the person is asked. */
  change(row: WireRecord, values: Readonly<Record<string, unknown>>): Promise<ModeChange>;
  /** Opens the filter of the list at a path, so that fewer records are shown. */
  askFilter(path: string, cause: HTMLElement): void;
  /** Puts a place of the mode into the address; a step that Back returns from unless it `replaces` the last one. */
  go(place: string, replaces?: boolean): void;
  /** A toast that says what was done, and takes it back. */
  done(text: string, undo: () => void): void;
  /** A toast that says why something was not done. */
  refuse(text: string): void;
  announce(text: string): void;
  /** Shows a record beside the list; on a phone its page. */
  look(id: string): void;
  menu(cause: HTMLElement, name: string, items: readonly MenuItem[]): void;
  /** The rows could not be fetched: the list says so. Throws what is no failure of a request. */
  failed(error: unknown): void;
}

/** What the list asks of the element of a mode. */
export interface ModeElement extends HTMLElement {
  port: ModePort;
  /** Where in the mode one is (a month, an area), as it stands in the address; empty: where the mode begins. */
  place?: string;
  /** Loaded records in their order. */
  readonly rows: readonly WireRecord[];
  /** The keys that it hears now, for the list that `?` opens. */
  readonly keys: readonly Shortcut[];
  /** Fetches what is shown again. */
  refresh(): Promise<void>;
  focusRow(id: string): void;
}

export interface ViewModeView {
  /** Id of the view mode. */
  readonly id: string;
  create(): ModeElement;
}

/** Views by view mode, each loaded when first needed. */
export type ViewModeViews = Readonly<Record<string, () => Promise<{ readonly view: ViewModeView }>>>;
