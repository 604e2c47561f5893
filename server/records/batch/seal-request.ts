/**
 * A request of a batch as it is kept: values of sealed fields are sealed before it is stored, so that neither the table of
 * batches nor a backup of it holds one in plain text. Values that nobody could write anyway are not kept at all.
 */
import type { Entity } from '../../../metadata/model/model.js';
import type { Problem } from '../../../metadata/value.js';
import { wordsOf } from '../../../metadata/words.js';
import type { Context } from '../../context.js';
import { invalid } from '../../errors.js';
import { keptSealed, mayWrite, readFieldValue } from '../write/body.js';
import { sealValue } from '../write/store.js';
import type { BulkRequest } from './bulk-request.js';

type Body = Readonly<Record<string, unknown>>;

/** Throws 422 when a value is none of its field: it is not kept to be refused later. */
export function sealRequest(context: Context, entity: Entity, request: BulkRequest): BulkRequest {
  const problems: Problem[] = [];
  const seal = (body: Body, pointer: string): Body => sealBody(context, entity, body, pointer, problems);
  const sealed = sealBodies(request, seal);
  if (problems.length > 0) throw invalid(problems, problems[0]!.code);
  return sealed;
}

function sealBodies(request: BulkRequest, seal: (body: Body, pointer: string) => Body): BulkRequest {
  if (request.action === 'delete') return request;
  if (request.action === 'update') return { ...request, values: seal(request.values, '/values') };
  const rows = request.rows.map((row, index) => ({ ...row, values: seal(row.values, `/rows/${index}/values`) }));
  return { ...request, rows };
}

function sealBody(context: Context, entity: Entity, body: Body, pointer: string, problems: Problem[]): Body {
  const names = Object.keys(body).filter((name) => entity.fields.get(name)?.sealed);
  if (names.length === 0) return body;
  const kept: Record<string, unknown> = { ...body };
  for (const name of names) {
    const field = entity.fields.get(name)!;
    const value = body[name] ?? null;
    // Refused for its key alone, whatever the value.
    kept[name] = null;
    if (value === null || !mayWrite(context.access, field)) continue;
    const read = readFieldValue(field, value, context.fieldServers);
    if ('code' in read) problems.push({ path: `${pointer}/${name}`, code: read.code, ...wordsOf(read) });
    else kept[name] = keptSealed(sealValue(context, field, read.value));
  }
  return kept;
}
