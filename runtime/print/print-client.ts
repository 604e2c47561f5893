/** Printing by templates as the server does it: what is offered, pictures of pages, the file at once or by a job. */
import type { Filter } from '../../metadata/schema/query.js';
import { ApiFailure } from '../data/api-client.js';
import type { Host } from '../host/host.js';
import { followJob, type BulkProgress, type BulkTargets } from '../list/bulk-client.js';
import { downloadFile } from '../report/export-file.js';

export interface Template {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly mode: 'each' | 'list';
  readonly labels?: { readonly columns: number; readonly rows: number; readonly start: number };
  /** Present where the file may be kept with the record; true where that is the first choice. */
  readonly archive?: boolean;
  readonly lacks?: 'fields' | 'broken';
}

export interface KeptPrint {
  readonly id: string;
  readonly label: string;
  readonly fileName: string;
  readonly size: number;
  readonly by: { readonly id: string; readonly label: string | null };
  readonly at: string;
}

export interface PrintWish {
  readonly ids: readonly string[];
  readonly language: string;
  readonly start?: number;
  readonly archive?: boolean;
}

export interface Pages {
  readonly pages: number;
  /** SVG of the first ones. */
  readonly pictures: readonly string[];
}

/** As the server takes them. */
export const mostRecords = 500;

export const loadTemplates = async (host: Host, entity: string): Promise<readonly Template[]> =>
  (await host.api.get<{ templates: readonly Template[] }>('/print/templates', { entity })).templates;

export const loadKept = async (host: Host, entity: string, record: string): Promise<readonly KeptPrint[]> =>
  (await host.api.get<{ files: readonly KeptPrint[] }>('/print/files', { entity, record })).files;

export const keptHref = (id: string): string => `/api/print/files/${encodeURIComponent(id)}`;

const pathOf = (template: Template): string => `/print/${encodeURIComponent(template.name)}`;

/** The first pages of a part of the records: enough to see what will come. */
export function loadPages(host: Host, template: Template, wish: PrintWish): Promise<Pages> {
  const most = template.mode === 'list' ? 50 : template.labels ? template.labels.columns * template.labels.rows : 3;
  const { archive: _archive, ...rest } = wish;
  return host.api.post<Pages>(pathOf(template), {
    ...rest,
    ids: wish.ids.slice(0, Math.min(50, most)),
    output: 'pages',
  });
}

const mostAtOnce = 50;

/** Downloads the file; false when somebody stopped it. Throws ApiFailure. */
export async function printFile(
  host: Host,
  template: Template,
  wish: PrintWish,
  progress: (state: BulkProgress) => void,
): Promise<boolean> {
  const body = { ...wish, output: 'pdf' };
  if (wish.ids.length <= mostAtOnce) {
    await downloadFile(host, { path: pathOf(template), body, fallback: `${template.name}.pdf` });
    return true;
  }
  const queued = await host.api.post<{ readonly job: string; readonly total: number }>(pathOf(template), body);
  if (await followJob(host, queued, progress)) return false;
  const { result } = await host.api.get<{ result?: { readonly print: string; readonly fileName: string } }>(`/jobs/${queued.job}`); // prettier-ignore
  if (!result) throw new ApiFailure(500, 'INTERNAL', host.i18n.t('print.failed'), undefined, undefined, undefined);
  const link = document.createElement('a');
  link.href = keptHref(result.print);
  link.download = result.fileName;
  link.click();
  return true;
}

/** Ids of chosen rows, those of a filter in the order of the list; more than may be printed at once are too many: undefined. */
export async function idsOf(
  host: Host,
  entity: string,
  targets: BulkTargets,
  sort: string,
): Promise<readonly string[] | undefined> {
  if ('ids' in targets) return targets.ids.length > mostRecords ? undefined : targets.ids;
  const ids: string[] = [];
  for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
    const page = await readIds(host, entity, { filter: targets.filter, sort, after });
    ids.push(...page.rows.map((row) => row.id));
    if (ids.length > mostRecords) return undefined;
    after = page.next;
  }
  return ids;
}

interface IdPage {
  readonly rows: readonly { readonly id: string }[];
  readonly next?: string;
}

function readIds(
  host: Host,
  entity: string,
  { filter, sort, after }: { readonly filter: Filter; readonly sort: string; readonly after: string | undefined },
): Promise<IdPage> {
  const query = {
    fields: 'id',
    limit: '200',
    filter: JSON.stringify(filter),
    ...(sort ? { sort } : {}),
    ...(after === undefined ? {} : { after }),
  };
  return host.api.get<IdPage>(`/records/${encodeURIComponent(entity)}`, query);
}
