/** What an expression in a click says: a value, or, of a cell that gathers the others, all but those shown by name (R15). */
import type { Value } from '../value.js';
import type { Evaluator } from './evaluator.js';
import { currentInstance, instancesIn } from './references.js';
import type { CellInstance, Template } from './types.js';

export interface Pointed {
  readonly value: Value;
  /** The expression is a cell and nothing else: no value asks for what has none. */
  readonly clicked: boolean;
  readonly except?: readonly Value[];
}

/** A cell or a column beside it, `A3` or `A3.region_id`, and nothing else. */
const cellReference = /^\s*([A-Z]{1,3}[1-9][0-9]{0,3})(\.[a-z][a-z0-9_]*)?\s*$/;

export function pointAt(text: string, at: CellInstance, evaluator: Evaluator, template: Template): Pointed {
  const address = cellReference.exec(text)?.[1];
  const value = evaluator.evaluate(text, at);
  if (address === undefined) return { value, clicked: false };
  const cell = template.find(address);
  const current = cell && currentInstance(at, cell);
  if (!cell || !current?.others) return { value, clicked: true };
  const shown = instancesIn(current.siblings).filter((sibling) => !sibling.others);
  const side = cell.axis === 'right' ? 'right' : 'down';
  const except = shown.map((sibling) => evaluator.evaluate(text, { ...at, cell, [side]: sibling }));
  return { value, clicked: true, except };
}
