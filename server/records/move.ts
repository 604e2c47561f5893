/** Puts a record before or after another one of its group, in the order of a `position` field. */
import { Type, type Static } from '@sinclair/typebox';
import type { Entity, Field } from '../../metadata/model/model.js';
import { positionField } from '../../metadata/model/position.js';
import { Name, ULID_PATTERN } from '../../metadata/schema/common.js';
import type { Context } from '../context.js';
import { forbidden, invalid, notFound, unprocessable } from '../errors.js';
import { answerRecord } from './answer.js';
import { entityToRead } from './entity.js';
import type { RecordText } from './get.js';
import { isSame, type StoredRow } from './write/draft.js';
import { inWrite } from './write/in-write.js';
import { assertMergeable } from './write/merge.js';
import { checkDrafts, refuseProblems, storeDrafts } from './write/pipeline.js';
import { placeBeside } from './write/positions.js';
import { draftUpdate } from './write/prepare-drafts.js';
import { allowedIds, assertAllowed } from './write/reach.js';
import { loadRows } from './write/store.js';
import type { Write } from './write/write.js';

const beside = Type.String({ pattern: ULID_PATTERN });

/** Exactly one of `before` and `after`. */
export const MoveSchema = Type.Object(
  {
    before: Type.Optional(beside),
    after: Type.Optional(beside),
    /** The position field, where the entity has several. */
    field: Type.Optional(Name),
  },
  { additionalProperties: false },
);
export type MoveRequest = Static<typeof MoveSchema>;

/** Gives the record after the move. `version` is the one the writer has seen. */
export async function moveRecord(
  context: Context,
  name: string,
  id: string,
  version: number,
  request: MoveRequest,
): Promise<RecordText> {
  const entity = entityToRead(context, name);
  const field = fieldToMoveBy(context, entity, request.field);
  const side = request.before === undefined ? 'after' : 'before';
  const otherId = request[side];
  if (otherId === undefined || (request.before !== undefined && request.after !== undefined))
    throw unprocessable('BEFORE_OR_AFTER', 'Say one of before and after: the record to stand beside.', { path: '/' });
  return inWrite(context, async (write) => {
    const rows = await loadRows(write, entity, [id, otherId], { lock: 'update' });
    const moved = rows.find((row) => row.id === id);
    if (!moved) throw notFound();
    await assertAllowed(write, entity, 'update', [moved]);
    const other = await standingBeside(write, entity, field, moved, { id: otherId, side, rows });
    const draft = { ...(await draftUpdate(write, entity, moved, {})), given: new Set([field.name]) };
    draft.values[field.name] = await placeBeside(write, { entity, field, moved, other, side });
    await assertMergeable(write, draft, version);
    await checkDrafts(write, [draft]);
    refuseProblems(draft);
    await storeDrafts(write, [draft]);
    return answerRecord(write, name, id, moved.version + 1);
  });
}

function fieldToMoveBy(context: Context, entity: Entity, asked: string | undefined): Field {
  const field = asked === undefined ? positionField(entity) : entity.fields.get(asked);
  if (asked !== undefined && (!field || !context.access.canRead(field)))
    throw forbidden('FIELD_FORBIDDEN', `There is no field "${asked}" here, or you may not read it.`, {
      path: '/field',
    });
  if (!field?.position || !context.access.canRead(field))
    throw unprocessable('NO_ORDER', `The records of ${entity.name} have no order of their own.`, { path: '/field' });
  return field;
}

/** The other record: there, to be seen, not the same, and of the same group. */
async function standingBeside(
  write: Write,
  entity: Entity,
  field: Field,
  moved: StoredRow,
  { id, side, rows }: { readonly id: string; readonly side: 'before' | 'after'; readonly rows: readonly StoredRow[] },
): Promise<StoredRow> {
  const other = rows.find((row) => row.id === id);
  const refuse = (code: string, message: string) => invalid([{ path: `/${side}`, code, message }], code);
  const seen = other ? await allowedIds(write, entity, 'read', [other]) : new Set<string>();
  if (!other || !seen.has(id))
    throw refuse('REFERENCE_NOT_FOUND', `There is no ${entity.name} with this id that you can see.`);
  if (id === moved.id) throw refuse('SAME_RECORD', 'A record cannot stand beside itself: name another one.');
  const within = field.position?.within;
  if (within !== undefined && !isSame(moved.values[within], other.values[within]))
    throw refuse('OTHER_GROUP', `The two records differ in "${within}": change that first.`);
  return other;
}
