/**
 * Values of cells, lazily and once. Reading a cell that is not known computes it; a chain of thousands (a running
 * balance) is unwound by a stack of our own: past a depth the reader gives up with `Pending` and is tried again when
 * what it needs is there. A cell met again while it is being computed is on a cycle: `#CYCLE`, and so is what reads it.
 */
import type { Value } from '../value.js';
import { CellError, type CellInstance, type Instance, type Template } from './types.js';
import { downKey, instanceOn, resolveReference, rightKey, type CellReference } from './references.js';

const MAX_DEPTH = 60;

/** Says which cell has to be known first. */
class Pending extends Error {
  constructor(readonly needed: CellInstance) {
    super('pending');
  }
}

type Known = { readonly value: Value } | { readonly error: CellError };

export interface Values {
  /** The value of a cell at a crossing; throws CellError where the cell shows an error. */
  read(at: CellInstance): Value;
  /** What a reference means here: nothing is null, one is its value, several are a list. */
  reference(reference: CellReference, from: CellInstance): Value;
}

export function createValues(
  template: Template,
  compute: (at: CellInstance, values: Values) => Value,
  condition: (reference: CellReference, candidate: CellInstance, from: CellInstance, values: Values) => boolean,
  fieldOf: (at: CellInstance, field: string) => Value,
): Values {
  const known = new Map<string, Known>();
  const busy = new Set<string>();
  let depth = 0;

  const settle = (at: CellInstance, key: string): Known => {
    if (busy.has(key)) return { error: new CellError('#CYCLE', `${at.cell.address} depends on itself.`) };
    busy.add(key);
    depth++;
    try {
      return { value: compute(at, values) };
    } catch (error) {
      if (error instanceof CellError) return { error };
      throw error;
    } finally {
      depth--;
      busy.delete(key);
    }
  };

  /** Computes with a stack in the heap: what is pending is computed first, then the reader again. */
  const unwind = (first: CellInstance): void => {
    const stack = [first];
    const waiting = new Set<string>();
    while (stack.length > 0) {
      const at = stack.at(-1)!;
      const key = keyOf(at);
      if (known.has(key)) {
        stack.pop();
        waiting.delete(key);
        continue;
      }
      try {
        known.set(key, settle(at, key));
      } catch (error) {
        if (!(error instanceof Pending)) throw error;
        waiting.add(key);
        const needed = keyOf(error.needed);
        if (waiting.has(needed)) {
          const cycle = { error: new CellError('#CYCLE', `${at.cell.address} depends on itself.`) };
          for (const each of waiting) known.set(each, cycle);
        } else stack.push(error.needed);
      }
    }
  };

  const values: Values = {
    read(at) {
      const key = keyOf(at);
      let found = known.get(key);
      if (!found) {
        if (depth === 0) {
          unwind(at);
          found = known.get(key)!;
        } else if (depth > MAX_DEPTH) {
          throw new Pending(at);
        } else {
          found = settle(at, key);
          const own = 'error' in found && found.error.code === '#CYCLE' && busy.has(key);
          if (!own) known.set(key, found);
        }
      }
      if ('error' in found) throw found.error;
      return found.value;
    },
    reference(reference, from) {
      let found = resolveReference(reference, from, template);
      if (reference.condition) found = found.filter((candidate) => condition(reference, candidate, from, values));
      const read = (at: CellInstance): Value =>
        reference.field === undefined ? values.read(at) : fieldOf(at, reference.field);
      if (found.length === 0) return null;
      return found.length === 1 ? read(found[0]!) : found.map(read);
    },
  };
  return values;
}

export const keyOf = (at: CellInstance): string => `${at.cell.address}|${at.down.id}|${at.right.id}`;

/** The identity of a template cell under two paths: its nearest expanding instances; undefined off its chains. */
export function identityAt(cell: CellInstance['cell'], down: Instance, right: Instance): CellInstance | undefined {
  const byDown = downKey(cell);
  const byRight = rightKey(cell);
  const onDown = byDown ? instanceOn(down, byDown) : rootOnly(down);
  const onRight = byRight ? instanceOn(right, byRight) : rootOnly(right);
  return onDown && onRight ? { cell, down: onDown, right: onRight } : undefined;
}

function rootOnly(path: Instance): Instance {
  let at = path;
  while (at.parent) at = at.parent;
  return at;
}
