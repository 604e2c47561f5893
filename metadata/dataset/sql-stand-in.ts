/**
 * What stands for a SQL source where its text is not shown: a statement with the same columns and parameters and without
 * anything of what it reads, so that what uses the dataset is still checked and drawn. Pure.
 */
import type { SqlSource } from '../schema/dataset.js';
import { statementOf } from './statement-of.js';

const comment = '/* The text is shown to those with the right to SQL. Left as it is, it stays. */';

export function sqlStandIn(source: SqlSource): SqlSource {
  const { outputs = [], parameters = [] } = statementOf(source) ?? {};
  const columns = outputs.map(({ name }) => (name === undefined ? '*' : `null as "${name}"`));
  const reads = parameters.map((name) => `:${name} is null`).join(' or ');
  const list = columns.length > 0 ? columns.join(', ') : '*';
  return { ...source, sql: `${comment} select ${list}${reads === '' ? '' : ` where ${reads}`}` };
}
