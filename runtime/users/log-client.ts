/** Requests about the log. */
import type { LogKind, LogPage } from '../../metadata/access/log-entry.js';
import type { Host } from '../host/host.js';
import { withQuery } from '../data/router.js';

/** As it stands in the address; an empty part narrows nothing. Days are ISO. */
export interface LogFilter {
  readonly find: string;
  readonly kind: LogKind | '';
  readonly person: string;
  readonly from: string;
  readonly to: string;
}

export const wholeLog: LogFilter = { find: '', kind: '', person: '', from: '', to: '' };

export const logHref = (filter: Partial<LogFilter>): string => withQuery('/admin/log', { ...filter });

export const isWholeLog = (filter: LogFilter): boolean => Object.values(filter).every((part) => part === '');

const stated = (filter: LogFilter) => Object.fromEntries(Object.entries(filter).filter(([, part]) => part !== ''));

export const fetchLog = ({ api }: Host, filter: LogFilter, after?: string, signal?: AbortSignal): Promise<LogPage> =>
  api.get<LogPage>('/log', { ...stated(filter), after }, signal);

export async function downloadLog(host: Host, filter: LogFilter): Promise<void> {
  const { downloadFile } = await import('../report/export-file.js');
  await downloadFile(host, { path: '/log/export', body: { format: 'csv', ...stated(filter) }, fallback: 'log.csv' });
}
