/** What an expression reads, for recalculation, where-used, cache keys and the order of formulas. */
import type { FunctionDefinition } from '../contributions.js';
import type { Registry } from '../registry.js';
import type { Node } from './ast.js';
import { isCellAddress } from './parse-cell.js';
import { nodesOf, pathOf } from './walk.js';

export interface Dependencies {
  /** Field paths with dots, `customer.region`; of `row["Unit price"]` it is `row.Unit price`. */
  readonly fields: readonly string[];
  readonly parameters: readonly string[];
  /** Addresses of cells, those in coordinates and conditions included. */
  readonly cells: readonly string[];
  readonly functions: readonly string[];
  /** Paths below `datum`, in actions. */
  readonly datum: readonly string[];
  /** Reads `user.…`: the result differs between users. */
  readonly user: boolean;
  /** Reads the date or the time of the run: the result differs between days. */
  readonly clock: boolean;
}

const CLOCKS = ['today', 'now'];

/** Each list holds every name once, in the order of the text. `functions` tells which further ones read the clock. */
export function dependenciesOf(node: Node, functions?: Registry<FunctionDefinition>): Dependencies {
  const found = {
    fields: new Set<string>(),
    parameters: new Set<string>(),
    cells: new Set<string>(),
    functions: new Set<string>(),
    datum: new Set<string>(),
  };
  let user = false;
  for (const each of nodesOf(node)) {
    const path = pathOf(each);
    if (path) {
      const [head = '', ...rest] = path;
      if (head === 'user' && rest.length > 0) user = true;
      else if (head === 'datum' && rest.length > 0) found.datum.add(rest.join('.'));
      else if (head === 'it' && rest.length > 0 && isCellAddress(rest[0] ?? '')) found.cells.add(rest[0] ?? '');
      else found.fields.add(path.join('.'));
    } else if (each.type === 'parameter') found.parameters.add(each.name);
    else if (each.type === 'call') found.functions.add(each.name);
    else if (each.type === 'cell') {
      for (const { address } of [each, ...each.left, ...each.top]) found.cells.add(address);
    }
  }
  return {
    fields: [...found.fields],
    parameters: [...found.parameters],
    cells: [...found.cells],
    functions: [...found.functions],
    datum: [...found.datum],
    user,
    clock: [...found.functions].some((name) => CLOCKS.includes(name) || functions?.find(name)?.readsClock === true),
  };
}
