/** Asked while somebody types: which records there are like this one. Nothing is written. */
import type { DuplicateAlternative } from '../../metadata/duplicates/compile-rules.js';
import type { Entity } from '../../metadata/model/model.js';
import type { Value } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { invalid, notFound } from '../errors.js';
import { entityToWrite } from '../records/entity.js';
import { prepareFor, toolsFor } from '../records/prepare.js';
import { compileQuery } from '../records/sql/compile-query.js';
import { selectRows } from '../records/sql/fragment.js';
import { parseBody } from '../records/write/body.js';
import { isSame } from '../records/write/draft.js';
import { findDuplicates } from './find.js';
import { duplicateRules, fieldsOf, fieldsRead, rulesFor } from './rules.js';
import { tellDuplicates, type DuplicatesJson } from './tell.js';

export interface DuplicateRequest {
  readonly values: Readonly<Record<string, unknown>>;
  readonly id?: string;
}

/** 400 for a field that is not there for the caller, 422 for a value that is none or may not be written, 404 for an `id` not to be seen. */
export async function checkForDuplicates(
  context: Context,
  name: string,
  { values, id }: DuplicateRequest,
): Promise<DuplicatesJson> {
  const entity = entityToWrite(context, name);
  const parsed = parseBody(context.access, entity, values, { pointer: '/values', servers: context.fieldServers });
  if (parsed.problems.length > 0) throw invalid(parsed.problems, parsed.problems[0]!.code);
  const moment = id === undefined ? 'create' : 'update';
  const rules = rulesFor(context.access, duplicateRules(context.release.model, entity)).filter(({ document }) =>
    document.on.includes(moment),
  );
  const before = id === undefined ? undefined : await storedValues(context, entity, id, rules);
  if (rules.length === 0) return { count: 0, records: [] };
  const becomes: Readonly<Record<string, Value | undefined>> = { ...before, ...parsed.values };
  const concerns = (alternative: DuplicateAlternative): boolean =>
    !before || fieldsOf(alternative).some((field) => !isSame(before[field.name], becomes[field.name]));
  const asked = { ...(id === undefined ? {} : { id }), values: becomes, concerns };
  const [found = []] = await findDuplicates(context, entity, [asked], { rules });
  return tellDuplicates(context, entity, found);
}

/** What the rules compare, of a record that the caller may see. */
async function storedValues(
  context: Context,
  entity: Entity,
  id: string,
  rules: ReturnType<typeof rulesFor>,
): Promise<Readonly<Record<string, Value | undefined>>> {
  const fields = [...fieldsRead(rules)];
  const select = ['id', ...fields.map((field) => field.name)].map((path, index) => ({ path, as: `v${index}` }));
  const where = { field: 'id', op: 'eq' as const, value: id };
  const compiled = compileQuery(toolsFor(context), prepareFor(context, { entity: entity.name, select, where }));
  const [row] = await selectRows(context.database.read, compiled.statement);
  if (!row) throw notFound();
  const [, ...values] = compiled.read(row);
  return Object.fromEntries(fields.map((field, index) => [field.name, values[index]]));
}
