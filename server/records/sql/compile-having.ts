/** A test on a result column, by its expression: aliases of the select list cannot be relied on in HAVING. */
import type { Bound, Having } from '../../../metadata/query/types.js';
import { compare } from './compile-test.js';
import type { Fragment } from './fragment.js';
import type { Output } from './output.js';
import type { SqlTools } from './tools.js';

export function outputNamed(outputs: readonly Output[], as: string | undefined): Output {
  const output = outputs.find((candidate) => candidate.select.as === as);
  if (!output) throw new Error(`The query has no column "${as}".`);
  return output;
}

export function compareOutput(
  tools: SqlTools,
  test: Extract<Having<Bound>, { kind: 'test' }>,
  outputs: readonly Output[],
): Fragment {
  return compare(tools, outputNamed(outputs, test.as).figure, test.op, test.value);
}
