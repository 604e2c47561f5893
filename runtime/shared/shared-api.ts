/**
 * The server as the page of a link knows it: what the token opens, and nothing else. Requests of the parts of a dashboard and
 * of the rows of a report are led to the routes of the link; whatever else a part may ask for is refused here, before anything is sent.
 */
import type { DashboardDocument } from '../../metadata/schema/dashboard.js';
import type { DictionaryDocument } from '../../metadata/schema/entity.js';
import type { PageOfRows } from '../../metadata/sheet/grid-page.js';
import { ApiClient, ApiFailure, type ApiAnswer, type ApiRequest, type Method } from '../data/api-client.js';

export interface SharedHead {
  readonly kind: 'report' | 'dashboard';
  readonly title: string;
  readonly language: string;
  readonly at: string;
  readonly expiresAt: string;
  readonly settings: { readonly timeZone: string; readonly currency: string; readonly language: string };
  /** Of a report: its workbook may be fetched. */
  readonly export?: boolean;
  readonly dashboard?: DashboardDocument;
  readonly dictionaries?: readonly DictionaryDocument[];
}

export class SharedApi extends ApiClient {
  head: SharedHead | undefined;

  constructor(
    fetcher: typeof fetch,
    readonly token: string,
  ) {
    // A session that happens to be there must make no difference.
    super((input, init) => fetcher(input, { ...init, credentials: 'omit' }));
  }

  get path(): string {
    return `/shared/${encodeURIComponent(this.token)}`;
  }

  override async request<T>(method: Method, path: string, request: ApiRequest = {}): Promise<ApiAnswer<T>> {
    if (path === '/app') {
      const answer = await super.request<SharedHead>('GET', this.path);
      this.head = answer.body;
      return { ...answer, etag: undefined, body: appOf(answer.body) as T };
    }
    if (path === '/views')
      return { status: 200, body: { views: [], settings: {} } as T, etag: undefined, location: undefined };
    const { widget } = (request.body ?? {}) as { readonly widget?: unknown };
    if (/^\/dashboards\/[^/]+\/data$/.test(path) && typeof widget === 'string') {
      const { signal } = request;
      const answer = await super.request<T & { noAccess?: true }>('GET', `${this.path}/data/${encodeURIComponent(widget)}`, signal ? { signal } : {}); // prettier-ignore
      if (answer.body.noAccess) throw refused(403);
      return answer;
    }
    // Of the one report that is shown; another, as in a cell, is none of the link's.
    if (path === sharedRun) {
      const { page } = (request.body ?? {}) as { readonly page?: PageOfRows };
      const { signal } = request;
      return super.request<T>('GET', `${this.path}/rows${pageQuery(page)}`, signal ? { signal } : {});
    }
    throw refused(404);
  }
}

/** The name that the report of a link goes by in its page. */
export const sharedReport = 'shared';
const sharedRun = `/reports/${sharedReport}/run`;

const pageQuery = (page: PageOfRows | undefined): string => {
  if (!page) return '';
  const { from, to, orAll, bare, after } = page;
  const asked = { from, to, orAll, bare: bare ? true : undefined, after };
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  return `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`;
};

const refused = (status: number) => new ApiFailure(status, 'NOT_SHARED', '', undefined, undefined, undefined);

/** An application of one dashboard, for nobody. */
const appOf = ({ settings, language, dashboard, dictionaries = [] }: SharedHead) => ({
  release: 0,
  user: { id: '', login: '', name: '', department: null, language, roles: [] },
  rights: [],
  settings: { kind: 'settings', id: '00000000000000000000000000', name: 'site', schema: 1, ...settings },
  entities: [],
  access: {},
  dictionaries,
  forms: [],
  views: [],
  segments: [],
  dashboards: dashboard ? [dashboard] : [],
  reports: [],
});
