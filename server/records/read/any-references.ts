/**
 * Names of the records that links to any record lead to, and those of look-ups that were not joined, asked when the rows are
 * there: one statement for each entity among them, however many rows and look-ups. What the reader may not see, or is not there any more, reads as no link at all.
 */
import type { Knex } from 'knex';
import type { Context } from '../../context.js';
import { readLabels } from './labels.js';
import type { ShapeNode } from './shape.js';

export interface AnyReference {
  readonly entity: string;
  readonly id: string;
  readonly label: string | null;
}

/** A link in an answer, and how it is put back. */
interface Held {
  readonly value: Pick<AnyReference, 'entity' | 'id'>;
  put(value: AnyReference | null): void;
}

export const isAnyReference = (value: unknown): value is AnyReference =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as AnyReference).entity === 'string' &&
  typeof (value as AnyReference).id === 'string';

/** Fills in the names of records built from these nodes, or takes the links out. */
export async function nameAnyReferences(
  context: Context,
  nodes: readonly ShapeNode[],
  records: readonly Record<string, unknown>[],
  runner: Knex,
): Promise<void> {
  await nameEach(context, records.flatMap((record) => [...heldIn(nodes, record)]), runner); // prettier-ignore
}

/** The same of links in the columns of rows. */
export async function nameAnyColumns(
  context: Context,
  columns: readonly string[],
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const nodes = columns.map((key) => ({ kind: 'any', key }) as ShapeNode);
  await nameAnyReferences(context, nodes, rows, context.database.read);
}

function* heldIn(nodes: readonly ShapeNode[], record: Record<string, unknown>): Generator<Held> {
  for (const node of nodes) {
    const value = record[node.key];
    if (node.kind === 'any' && isAnyReference(value)) yield { value, put: (next) => void (record[node.key] = next) };
    if (node.kind === 'later' && typeof value === 'string')
      yield {
        value: { entity: node.entity, id: value },
        put: (next) => void (record[node.key] = next && { id: next.id, label: next.label }),
      };
    if (node.kind === 'reference' && typeof value === 'object' && value !== null)
      yield* heldIn(node.nested, value as Record<string, unknown>);
  }
}

async function nameEach(context: Context, held: readonly Held[], runner: Knex): Promise<void> {
  const ids = new Map<string, Set<string>>();
  for (const { value } of held) ids.set(value.entity, (ids.get(value.entity) ?? new Set()).add(value.id));
  for (const [entity, wanted] of ids) {
    const labels = await readLabels(context, entity, wanted, runner);
    for (const { value, put } of held) {
      if (value.entity !== entity) continue;
      put(labels.has(value.id) ? { ...value, label: labels.get(value.id) ?? null } : null);
    }
  }
}
