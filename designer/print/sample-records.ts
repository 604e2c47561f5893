/** The records that a template is drawn with: one, or as many as fill a list or a sheet of labels. */
import type { PrintTemplateDocument } from '../../metadata/schema/print-template.js';
import type { Entity } from '../../metadata/model/model.js';
import type { RecordPage, Reference } from '../../runtime/data/record.js';
import { labelOf } from '../../runtime/data/search-references.js';
import type { Host } from '../../runtime/host/host.js';
import { isObject } from '../json/schema-walk.js';
import { isReleased } from '../form/preview/design-host.js';

/** As many as one request may print. */
const most = 50;
const ofList = 20;

/** How many records the template takes at once. */
export function recordsWanted(document: unknown): number {
  const { mode, labels } = (isObject(document) ? document : {}) as Partial<PrintTemplateDocument>;
  if (labels) return Math.max(1, Math.min(most, Number(labels.columns) * Number(labels.rows) || 1));
  return mode === 'list' ? ofList : 1;
}

/** The first records that may be read; none of an entity that is not published. Throws ApiFailure. */
export async function firstRecords(
  host: Host,
  { name, nameFields }: Entity,
  count: number,
): Promise<readonly Reference[]> {
  if (!isReleased(host, name) || !host.app.access(name)?.read) return [];
  const page = await host.api.get<RecordPage>(`/records/${encodeURIComponent(name)}`, { limit: count });
  return page.rows.map((row) => ({ id: row.id, label: labelOf(row, nameFields) }));
}
