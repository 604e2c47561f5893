/**
 * The steps of a release: what must happen to tables before or after it goes live. Each may be run again without harm.
 *
 *   expand (new tables and columns) -> copy (values for existing rows) -> index -> switch -> contract (old indexes)
 */
import type { Column } from '../../metadata/contributions.js';
import type { FieldDocument } from '../../metadata/schema/entity.js';
import type { Scalar } from '../../metadata/value.js';

export type Step = { readonly id: string } & (
  | { readonly action: 'createTable'; readonly table: string; readonly columns: readonly Column[] }
  | { readonly action: 'addColumn'; readonly table: string; readonly column: Column }
  /** Longer text in the same column; nothing to do on SQLite. */
  | { readonly action: 'widenColumn'; readonly table: string; readonly column: Column }
  /** Gives rows that have no value the field's default, companions included. */
  | {
      readonly action: 'fillDefault';
      readonly table: string;
      readonly entity: string;
      readonly field: string;
      readonly value: Scalar;
    }
  /** Computes the companion columns of a field for rows that have a value. */
  | { readonly action: 'fillCompanions'; readonly table: string; readonly entity: string; readonly field: string }
  /** Carries the values of a field whose type was changed over into its new column; the old one stays as it is. */
  | {
      readonly action: 'convertColumn';
      readonly table: string;
      readonly entity: string;
      readonly field: string;
      readonly from: FieldDocument;
      readonly to: FieldDocument;
    }
  /** Computes a roll-up or stored formula, new or said in another way, for every row. */
  | { readonly action: 'fillComputed'; readonly table: string; readonly entity: string; readonly field: string }
  | {
      readonly action: 'addIndex';
      readonly table: string;
      readonly name: string;
      readonly columns: readonly Column[];
      readonly unique: boolean;
      /** What is unique, as its records are listed: the fields of the columns, in their order. Absent in older plans. */
      readonly entity?: string;
      readonly fields?: readonly string[];
    }
  /** After the switch: no release that runs uses it. */
  | { readonly action: 'dropIndex'; readonly table: string; readonly name: string }
  /** Tells that a field is no longer read; its column and values stay. */
  | { readonly action: 'archiveColumn'; readonly table: string; readonly columns: readonly string[] }
);

export type StepAction = Step['action'];

const phases: Readonly<Record<StepAction, number>> = {
  createTable: 0, addColumn: 0, widenColumn: 0, convertColumn: 1, fillDefault: 1, fillCompanions: 1,
  // After defaults: figures are over them.
  fillComputed: 2, addIndex: 3, archiveColumn: 4, dropIndex: 5,
}; // prettier-ignore

/** Steps that give rows values. */
export type FillStep = Extract<Step, { action: 'convertColumn' | 'fillDefault' | 'fillCompanions' | 'fillComputed' }>;
export type ConvertStep = Extract<Step, { action: 'convertColumn' }>;

const fills: ReadonlySet<StepAction> = new Set(['convertColumn', 'fillDefault', 'fillCompanions', 'fillComputed']);
export const isFill = (step: Step): step is FillStep => fills.has(step.action);

export const isConvert = (step: Step): step is ConvertStep => step.action === 'convertColumn';

/** Runs only when the release is live. */
export const isContract = (step: Step): boolean => phases[step.action] === 5;

/** Steps in the order to run them; the sort is stable. */
export const inOrder = (steps: readonly Step[]): readonly Step[] =>
  [...steps].sort((a, b) => phases[a.action] - phases[b.action]);
