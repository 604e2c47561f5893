/**
 * Rows that a record's own answer does not hold, each block read on its own: related lists, and sub-tables that are longer
 * than what answers carry. What may not be printed is left out; of a long sub-table then its first rows are all there is.
 */
import type { Entity } from '../../metadata/model/model.js';
import type { FormNode } from '../../metadata/schema/entity.js';
import type { WireRecord } from '../data/record.js';
import { relatedRows, sortableBy } from '../record/related-rows.js';
import type { Node, Related } from './print-form.js';
import type { PrintDesk } from './print-sheet.js';

interface Wanted {
  readonly entity: string;
  /** The look-up that leads to the record. */
  readonly field: string;
  readonly paths: readonly string[];
}

export async function loadRelated(
  { host }: PrintDesk,
  entity: Entity,
  record: WireRecord,
  nodes: readonly FormNode[],
): Promise<Related> {
  const found: [string, Awaited<ReturnType<typeof read>>][] = [];
  const read = (name: string, body: unknown) =>
    host.api.post<{ rows: readonly WireRecord[]; total: number }>(`/records/${encodeURIComponent(name)}/print`, body);
  await Promise.all(
    flatten(nodes).map(async (node) => {
      const wanted = node.type === 'related' ? rowsOf(node) : node.type === 'subTable' ? lines(node, entity, record) : undefined; // prettier-ignore
      if (!wanted || !host.app.access(wanted.entity)?.print) return;
      const columns = wanted.paths
        .filter((path) => host.app.path(wanted.entity, path) !== undefined)
        .map((path) => ({ path }));
      if (columns.length === 0) return;
      const rows =
        node.type === 'related'
          ? relatedRows(node, record.id, sortableBy(host, wanted.entity))
          : { filter: { field: wanted.field, op: 'eq', value: record.id } };
      found.push([node.id, await read(wanted.entity, { columns, ...rows })]);
    }),
  );
  return new Map(found);
}

const flatten = (nodes: readonly FormNode[]): readonly FormNode[] =>
  nodes.flatMap((node) => [node, ...('nodes' in node ? flatten(node.nodes as readonly FormNode[]) : [])]);

const rowsOf = ({ entity, field, columns }: Node<'related'>): Wanted => ({
  entity,
  field,
  paths: columns.map(({ path }) => path),
});

/** Only where the answer says that it has cut something. */
function lines({ field, columns }: Node<'subTable'>, entity: Entity, record: WireRecord): Wanted | undefined {
  const children = entity.fields.get(field)?.children;
  if (record['more'] !== true || !children) return undefined;
  return { ...children, paths: columns.map((column) => column.field) };
}
