/** The record that an action is run on, with the rows that it reads, as the caller may see it. */
import type { Entity, Field } from '../../../metadata/model/model.js';
import { positionField } from '../../../metadata/model/position.js';
import { say } from '../../../metadata/words.js';
import type { Knex } from 'knex';
import type { Context } from '../../context.js';
import { unprocessable } from '../../errors.js';
import { getRecord, type RecordJson } from '../get.js';
import { readRecords } from '../read/read-records.js';
import { mostChildren } from '../write/prepare-drafts.js';

/** `reads` are the paths of the action. Unlike an answer it has all rows of a sub-table, 422 over 1,000. */
export async function readSource(
  context: Context,
  entity: Entity,
  id: string,
  reads: readonly string[],
  runner: Knex = context.database.read,
): Promise<RecordJson> {
  const rows = new Map<Field, string[]>();
  const own: string[] = [];
  for (const path of reads) {
    const [name = '', ...rest] = path.split('.');
    const field = entity.fields.get(name);
    if (!field?.children) own.push(path);
    else rows.set(field, [...(rows.get(field) ?? []), ...(rest.length > 0 ? [rest.join('.')] : [])]);
  }
  const record: Record<string, unknown> = { ...(await getRecord(context, entity.name, id, ['id', ...own], runner)) };
  for (const [field, paths] of rows) record[field.name] = await readRows(context, field, id, paths, runner);
  return record as RecordJson;
}

async function readRows(
  context: Context,
  { children, label }: Field,
  id: string,
  paths: readonly string[],
  runner: Knex,
) {
  const { entity: name, field: pointer } = children!;
  const entity = context.release.model.entities.get(name)!;
  const position = positionField(entity, pointer) ?? entity.fields.get('position');
  const isOrdered = position?.sortable === true && context.access.canRead(position);
  const { records = [] } = await readRecords(context, {
    query: {
      entity: name,
      where: { field: pointer, op: 'eq', value: id },
      ...(isOrdered ? { sort: [{ by: position.name }] } : {}),
      limit: mostChildren + 1,
    },
    paths: ['id', ...paths],
    runner,
  });
  if (records.length <= mostChildren) return records;
  const words = say`"${{ field: label }}" has more than ${{ most: mostChildren }} rows: too many for this.`;
  throw unprocessable('TOO_MANY_ROWS', words);
}
