/** sharing: a rule that lets people see or change records beyond what their roles reach. */
import { Type, type Static } from '@sinclair/typebox';
import { closed, document, Name, oneOf, Ulid } from './common.js';
import { FilterSchema, shareLevels } from './query.js';

/**
 * Adds rows, never abilities: it counts for people whose roles let them read (or change) some records of the entity, and
 * shows them the fields that those roles show. Parts of a record (its lines, its contacts) follow it.
 */
export const SharingSchema = document('sharing', 1, {
  entity: Name,
  /** Which records; it may speak of the record, its owner and their department. All when absent. */
  where: Type.Optional(FilterSchema),
  to: closed({
    /** Ids of `user` records. */
    users: Type.Optional(Type.Array(Ulid, { maxItems: 200, uniqueItems: true })),
    roles: Type.Optional(Type.Array(Name, { maxItems: 50, uniqueItems: true })),
    /** Ids of `department` records; `below` takes in the departments under it. */
    departments: Type.Optional(
      Type.Array(closed({ id: Ulid, below: Type.Optional(Type.Boolean()) }), { maxItems: 100 }),
    ),
  }),
  level: oneOf(shareLevels),
  /** False keeps the rule without effect. */
  active: Type.Optional(Type.Boolean({ default: true })),
});
export type SharingDocument = Static<typeof SharingSchema>;
