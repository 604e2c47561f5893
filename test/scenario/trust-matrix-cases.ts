/**
 * One request for each route, for the matrix of rights: allowed, it is refused further on (an old version, an empty body)
 * or changes nothing, so that everybody asks the same site. A new route needs its line here, or the matrix fails.
 */
import type { RightsSite } from '../helper/rights-site.js';

export interface MatrixCase {
  /** Where a route has several lines. */
  readonly title?: string;
  /** Below /api; `:entity` and `:id` are filled by the matrix. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the session or changes it: asked with a session of its own. */
  readonly ownSession?: boolean;
  /** Done by those who may: the only way to ask is to do it. */
  readonly writes?: boolean;
  /** Never ends: only its head counts. */
  readonly stream?: boolean;
}

/** What some lines need besides the site: a record whose entity has an action. */
export interface MatrixPlaces {
  /** Of ann, version 1. */
  readonly lead: string;
}

const old = { 'If-Match': '"999"' };
const nowhere = '01KAJ0QX00T2N8C9SEPKXKVMCP';
/** Allowed, it is refused for a report that there is not. */
const aSchedule = {
  title: 'x', kind: 'report', target: 'nothing', formats: ['link'], cron: '0 8 * * 1', zone: 'UTC', recipients: [{ user: nowhere }],
}; // prettier-ignore

export function matrixCases(
  site: RightsSite,
  { lead }: MatrixPlaces,
): Readonly<Record<string, MatrixCase | readonly MatrixCase[]>> {
  const user = site.users.bob;
  return {
    'GET /access/explain': { path: `/access/explain?user=${user}&entity=customer&id=${site.customers.ann}` },
    'GET /access/users/:id': { path: `/access/users/${user}` },
    'GET /access/roles': { path: '/access/roles' },
    'GET /app': { path: '/app' },
    'POST /dashboards/:name/data': [
      { title: 'none', path: '/dashboards/nothing/data', body: { widget: 'x' } },
      { title: 'a real one', path: '/dashboards/sales_overview/data', body: { widget: 'k_sales' } },
    ],
    'GET /batches/:id': { path: `/batches/${nowhere}` },
    'POST /batches/:id/undo': { path: `/batches/${nowhere}/undo` },
    'POST /dashboards/preview': { path: '/dashboards/preview', body: { dashboard: { name: 'x', datasets: [], widgets: [] }, widget: 'none' } },
    'POST /dashboards/preview-options': { path: '/dashboards/preview-options', body: { dashboard: { name: 'x', datasets: [], widgets: [] }, parameter: 'none' } },
    'POST /dashboards/:name/export': [
      { title: 'none', path: '/dashboards/nothing/export', body: { format: 'csv', widget: 'x' } },
      { title: 'a real one', path: '/dashboards/sales_overview/export', body: { format: 'csv', widget: 'c_region' } },
    ],
    'POST /dashboards/:name/options': [
      { title: 'none', path: '/dashboards/nothing/options', body: { parameter: 'region' } },
      { title: 'a real one', path: '/dashboards/sales_overview/options', body: { parameter: 'region' } },
    ],
    'GET /links': { path: '/links' },
    // Allowed, it is refused for a report that there is not.
    'POST /links': { path: '/links', body: { kind: 'report', target: 'nothing', hours: 1 } },
    'DELETE /links/:id': { path: `/links/${nowhere}` },
    'PUT /list-settings/:entity': { path: '/list-settings/:entity', body: {} },
    'GET /log': { path: '/log?limit=1' },
    // Allowed, it would leave an event: a day that is none is refused behind the right.
    'POST /log/export': { path: '/log/export', body: { format: 'csv', from: 'never' } },
    'GET /files/:id': { path: `/files/${nowhere}` },
    'GET /theme/:name': { path: '/theme/00000000000000000000.css' },
    'GET /maps/:name': { path: '/maps/countries' },
    'GET /notices': { path: '/notices' },
    'GET /notices/count': { path: '/notices/count' },
    'POST /notices/read': { path: '/notices/read', body: { ids: [nowhere] } },
    'GET /notices/settings': { path: '/notices/settings' },
    'PUT /notices/settings': { path: '/notices/settings', body: { nonsense: 1 } },
    'GET /personal/:kind/:name': { path: '/personal/dashboard/sales_overview' },
    'PUT /personal/:kind/:name/layer': { path: '/personal/dashboard/sales_overview/layer', body: {} },
    'PUT /personal/:kind/:name/parameters': { path: '/personal/dashboard/sales_overview/parameters', body: {} },
    'GET /schedules': [
      { title: 'own', path: '/schedules' },
      { title: 'all', path: '/schedules?show=all' },
    ],
    'GET /schedules/offer': { path: '/schedules/offer' },
    'GET /schedules/received': { path: '/schedules/received' },
    'DELETE /schedules/:id/recipient': { path: `/schedules/${nowhere}/recipient` },
    'POST /schedules/:id/recipient': { path: `/schedules/${nowhere}/recipient` },
    'POST /schedules/cycle': { path: '/schedules/cycle', body: { cron: '0 8 * * 1', zone: 'Europe/Madrid' } },
    'POST /schedules': { path: '/schedules', body: aSchedule },
    'GET /schedules/:id': { path: `/schedules/${nowhere}` },
    'PUT /schedules/:id': { path: `/schedules/${nowhere}`, body: aSchedule, headers: old },
    'DELETE /schedules/:id': { path: `/schedules/${nowhere}` },
    'POST /schedules/:id/restore': { path: `/schedules/${nowhere}/restore` },
    'POST /schedules/:id/pause': { path: `/schedules/${nowhere}/pause`, body: { paused: true } },
    'POST /schedules/:id/test': { path: `/schedules/${nowhere}/test` },
    'GET /schedules/:id/runs': { path: `/schedules/${nowhere}/runs` },
    'GET /shared/:token': { path: '/shared/a-token-that-never-was' },
    'GET /shared/:token/rows': { path: '/shared/a-token-that-never-was/rows' },
    'GET /shared/:token/data/:widget': { path: '/shared/a-token-that-never-was/data/k_sales' },
    'POST /shared/:token/file': { path: '/shared/a-token-that-never-was/file' },
    'POST /records/:entity/:id/comments': { path: '/records/:entity/:id/comments', body: {} },
    'PATCH /records/:entity/:id/comments/:comment': { path: `/records/:entity/:id/comments/${nowhere}`, body: { text: 'x' } },
    'DELETE /records/:entity/:id/comments/:comment': { path: `/records/:entity/:id/comments/${nowhere}` },
    'GET /records/:entity/:id/comments/:comment/texts': { path: `/records/:entity/:id/comments/${nowhere}/texts` },
    'GET /records/:entity/:id/following': { path: '/records/:entity/:id/following' },
    'PUT /records/:entity/:id/following': { path: '/records/:entity/:id/following', body: {} },
    'GET /records/:entity/:id/mentionable': { path: '/records/:entity/:id/mentionable' },
    'GET /records/:entity/:id/presence': { path: '/records/:entity/:id/presence' },
    'POST /records/:entity/:id/presence': { path: '/records/:entity/:id/presence', body: { page: 'matrix00', state: 'gone' } },
    'GET /records/:entity/:id/timeline': { path: '/records/:entity/:id/timeline' },
    'PUT /records/:entity/duplicates/apart': { path: '/records/:entity/duplicates/apart', body: { ids: [nowhere, `${nowhere.slice(0, -1)}Q`], apart: true } },
    'POST /records/:entity/duplicates': { path: '/records/:entity/duplicates', body: { values: { nothing: 1 } } },
    'GET /records/:entity/trash': { path: '/records/:entity/trash' },
    'POST /records/:entity/trash/restore': { path: '/records/:entity/trash/restore', body: { ids: [nowhere] } },
    'POST /records/:entity/trash/purge': { path: '/records/:entity/trash/purge', body: { ids: [nowhere] } },
    'POST /reports/:name/options': [
      { title: 'none', path: '/reports/nothing/options', body: { parameter: 'region' } },
      { title: 'a real one', path: '/reports/sales_by_region/options', body: { parameter: 'region' } },
    ],
    'GET /views': { path: '/views' },
    'GET /views/audiences': { path: '/views/audiences' },
    'POST /views': { path: '/views', body: {} },
    'PATCH /views/:id': { path: `/views/${nowhere}`, body: {}, headers: old },
    'DELETE /views/:id': { path: `/views/${nowhere}`, headers: old },
    'GET /segments': { path: '/segments' },
    'POST /segments': { path: '/segments', body: {} },
    'PATCH /segments/:id': { path: `/segments/${nowhere}`, body: {}, headers: old },
    'DELETE /segments/:id': { path: `/segments/${nowhere}`, headers: old },
    'POST /segments/:id/restore': { path: `/segments/${nowhere}/restore` },
    'POST /views/:id/restore': { path: `/views/${nowhere}/restore` },
    'GET /documents': { path: '/documents' },
    'GET /documents/:kind/:name': { path: '/documents/role/salesperson' },
    'PUT /documents/:kind/:name': { path: '/documents/role/salesperson', body: { kind: 'role' }, headers: old },
    'DELETE /documents/:kind/:name': { path: '/documents/role/salesperson', headers: old },
    'GET /documents/:kind/:name/uses': { path: '/documents/entity/customer/uses' },
    'GET /events': { path: '/events', stream: true },
    'GET /health': { path: '/health' },
    'GET /ready': { path: '/ready' },
    'GET /jobs': { path: '/jobs' },
    'GET /jobs/:id': { path: `/jobs/${nowhere}` },
    'DELETE /jobs/:id': { path: `/jobs/${nowhere}` },
    'POST /jobs/:id/retry': { path: `/jobs/${nowhere}/retry` },
    'GET /openapi.json': { path: '/openapi.json' },
    'GET /print/templates': { path: '/print/templates?entity=:entity' },
    'GET /start/files': { path: '/start/files' },
    'POST /start/files': { path: '/start/files?name=a.csv', body: {} },
    'POST /start/files/:id/look': { path: `/start/files/${nowhere}/look`, body: {} },
    'PUT /start/files/:id/plan': {
      path: `/start/files/${nowhere}/plan`,
      body: { entity: 'customer', label: 'x', columns: [{ path: 'name', column: 'x' }] },
    },
    'POST /start/files/:id/check': {
      path: `/start/files/${nowhere}/check`,
      body: { entity: 'customer', label: 'x', columns: [{ path: 'name', column: 'x' }] },
    },
    'POST /start/files/:id/rows': { path: `/start/files/${nowhere}/rows` },
    'GET /start/files/:id/rejects': { path: `/start/files/${nowhere}/rejects` },
    'DELETE /start/files/:id': { path: `/start/files/${nowhere}` },
    'GET /print/files': { path: '/print/files?entity=:entity&record=:id' },
    'GET /print/files/:id': { path: `/print/files/${nowhere}` },
    'POST /print/preview': { path: '/print/preview', body: {} },
    'POST /print/:template': [
      { title: 'none', path: '/print/nothing', body: { ids: [nowhere] } },
      { title: 'a real one', path: '/print/customer_letter', body: { ids: [site.customers.ann], output: 'pages' } },
    ],
    'POST /query': { path: '/query', body: { entity: ':entity', select: [{ aggregate: 'count', as: 'n' }] } },
    'GET /recent': { path: '/recent' },
    'POST /recent': { path: '/recent', body: { entity: ':entity', id: nowhere } },
    'GET /records/:entity': { path: '/records/:entity?limit=1' },
    'POST /records/:entity': { path: '/records/:entity', body: {} },
    'GET /records/:entity/:id': { path: '/records/:entity/:id' },
    'PATCH /records/:entity/:id': { path: '/records/:entity/:id', body: {}, headers: old },
    'DELETE /records/:entity/:id': { path: '/records/:entity/:id', headers: old },
    'POST /records/:entity/look-up': { path: '/records/:entity/look-up', body: { field: 'name', values: [] } },
    'GET /records/:entity/duplicates': { path: '/records/:entity/duplicates' },
    'GET /records/:entity/words/:field': { path: '/records/:entity/words/tags' },
    'POST /records/:entity/:id/merge': { path: '/records/:entity/:id/merge', body: { from: [{ id: nowhere, version: 1 }] }, headers: old },
    'POST /records/:entity/:id/merge/preview': { path: '/records/:entity/:id/merge/preview', body: { from: [nowhere] } },
    'POST /records/:entity/:id/move': { path: '/records/:entity/:id/move', body: { before: nowhere }, headers: old },
    'GET /records/:entity/:id/history': { path: '/records/:entity/:id/history' },
    'GET /records/:entity/:id/allowed': { path: '/records/:entity/:id/allowed' },
    'GET /records/:entity/:id/actions/:name': [
      { title: 'none', path: '/records/:entity/:id/actions/nothing' },
      { title: 'a real one', path: `/records/lead/${lead}/actions/convert` },
    ],
    'POST /records/:entity/:id/actions/:name': [
      { title: 'none', path: '/records/:entity/:id/actions/nothing', body: { version: 999 } },
      { title: 'a real one', path: `/records/lead/${lead}/actions/convert`, body: { version: 999 } },
    ],
    'POST /records/:entity/:id/restore': { path: '/records/:entity/:id/restore' },
    'GET /records/:entity/:id/shares': { path: '/records/:entity/:id/shares' },
    'PUT /records/:entity/:id/shares': { path: '/records/:entity/:id/shares', body: { to: { role: 'nobody' }, level: 'read' } },
    'DELETE /records/:entity/:id/shares': { path: `/records/:entity/:id/shares?share=${nowhere}` },
    'POST /records/:entity/export': { path: '/records/:entity/export', body: { format: 'csv', columns: [{ path: 'id' }] } },
    'POST /records/:entity/print': { path: '/records/:entity/print', body: { columns: [{ path: 'id' }] } },
    'POST /records/:entity/:id/print': { path: '/records/:entity/:id/print' },
    'POST /records/:entity/bulk': { path: '/records/:entity/bulk', body: { action: 'update', ids: [nowhere], values: {} } },
    'GET /releases': { path: '/releases' },
    'POST /releases': { path: '/releases', body: { documents: ['role/nobody'], note: 'x', plan: 'x' } },
    'GET /releases/put-away': { path: '/releases/put-away' },
    'POST /releases/put-away/purge': { path: '/releases/put-away/purge', body: { id: 'field customer.nothing', values: 0, name: 'customer.nothing' } },
    'GET /releases/:n/changes': { path: '/releases/1/changes' },
    'GET /releases/:n/misfits': { path: '/releases/1/misfits?id=convert%20customer.nothing' },
    'GET /releases/removed': { path: '/releases/removed' },
    'GET /documents/:kind/:name/history': { path: '/documents/entity/customer/history' },
    'POST /releases/plan/misfits': { path: '/releases/plan/misfits', body: { id: 'convert customer.nothing' } },
    'POST /connections/:name/test': { path: '/connections/nothing/test', body: {} },
    'PUT /connections/:name/secret': { path: '/connections/nothing/secret', body: { password: null } },
    'POST /releases/:n/rollback': { path: '/releases/999/rollback', body: {} },
    'POST /previews': { path: '/previews' },
    'POST /releases/plan': { path: '/releases/plan', body: {} },
    'POST /reports/:name/explain': [
      { title: 'none', path: '/reports/nothing/explain', body: { source: 'A1', at: '' } },
      { title: 'no cell', path: '/reports/sales_by_region/explain', body: { source: 'A1', at: '' } },
      { title: 'the total', path: '/reports/sales_by_region/explain', body: { source: 'E5', at: ';' } },
      // There for those who see an order at all.
      { title: 'the first row', path: '/reports/sales_by_region/explain', body: { source: 'E3', at: 'A3:1,B3:1,C3:1;' } },
    ],
    'POST /reports/:name/export': [
      { title: 'none', path: '/reports/nothing/export', body: { format: 'csv' } },
      { title: 'a real one', path: '/reports/sales_by_region/export', body: { format: 'xlsx' } },
    ],
    'POST /reports/:name/run': [
      { title: 'none', path: '/reports/nothing/run', body: {} },
      { title: 'a real one', path: '/reports/sales_by_region/run', body: {} },
    ],
    'POST /reports/:name/write': [
      { title: 'none', path: '/reports/nothing/write', body: { changes: [{ source: 'A1', at: ';', value: 1, was: null }] } },
      { title: 'no such cell', path: '/reports/target_entry/write', body: { changes: [{ source: 'A1', at: ';', value: 1, was: null }] } },
    ],
    'POST /datasets/preview': { path: '/datasets/preview', body: { dataset: {} } },
    'POST /reports/preview': { path: '/reports/preview', body: { report: {} } },
    'GET /sample': { path: '/sample' },
    'GET /search': { path: '/search?q=nothing&entity=:entity' },
    'DELETE /sample': { path: '/sample', writes: true },
    'POST /session': { path: '/session', body: { login: 'nobody', password: 'x' }, ownSession: true },
    'GET /session': { path: '/session' },
    'DELETE /session': { path: '/session', ownSession: true },
    'GET /session/all': { path: '/session/all' },
    'DELETE /session/others': { path: '/session/others?id=0123456789abcdef' },
    'PUT /session/password': { path: '/session/password', body: { current: 'x' }, ownSession: true },
    'PUT /session/preferences': { path: '/session/preferences', body: { theme: 'none' } },
    'PUT /session/view-as': { path: '/session/view-as', body: { role: 'nobody' }, ownSession: true },
    'DELETE /session/view-as': { path: '/session/view-as', ownSession: true },
    'GET /users': { path: '/users?limit=1' },
    'POST /users': { path: '/users', body: {} },
    'PATCH /users/:id': { path: `/users/${user}`, body: {} },
  }; // prettier-ignore
}
