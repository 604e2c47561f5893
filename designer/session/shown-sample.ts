/** The record that a canvas shows its document with, for others who want to say what holds of it. */
import type { OpenDocument } from './open-document.js';

export interface ShownSample {
  readonly entity: string;
  /** What the record is called; empty for a new one. */
  readonly title: string;
  /** What an expression is for it: undefined when it cannot be told here. */
  verdict(expression: string): unknown;
}

const samples = new WeakMap<OpenDocument, ShownSample>();

export const shareSample = (open: OpenDocument, sample: ShownSample): void => void samples.set(open, sample);
export const sampleAt = (open: OpenDocument): ShownSample | undefined => samples.get(open);
