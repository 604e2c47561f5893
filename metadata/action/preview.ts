/** What the server tells of an action before it is run, for the dialog that asks: planned values with their names. */
import type { StepState } from './plan.js';

export interface Named {
  readonly id: string;
  readonly label: string | null;
}

export interface PreviewStep {
  readonly as: string;
  readonly entity: string;
  /** `skip`: its condition is not met, nothing is made. */
  readonly state: StepState;
  readonly optional: boolean;
  /** An existing record may be chosen instead. */
  readonly choice: boolean;
  /** The caller may make such records. */
  readonly allowed: boolean;
  /** The record that is used instead of a new one. */
  readonly record?: Named;
  /** As an answer gives them; rows by their sub-table. What points to another step stands in `links`. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Field -> step. */
  readonly links: Readonly<Record<string, string>>;
}

export interface ActionPreview {
  /** Of the record: to be sent with the run. */
  readonly version: number;
  readonly available: boolean;
  readonly steps: readonly PreviewStep[];
}
