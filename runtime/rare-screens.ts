/** Pages that are opened seldom: a part of its own, so that the first page knows no more of them than their names. */
import { html } from 'lit';
import type { Screens } from './host/screens.js';

export const rareScreens = {
  trash: {
    load: () => import('./trash/trash-page.js'),
    render: (route) => html`<tr-trash-page .entityName=${route.parts[0] ?? ''}></tr-trash-page>`,
  },
  import: {
    load: () => import('./import/import-page.js'),
    render: (route) => html`<tr-import-page .entityName=${route.parts[0] ?? ''}></tr-import-page>`,
  },
  duplicates: {
    load: () => import('./merge/duplicates-page.js'),
    render: (route) => html`<tr-duplicates-page .entityName=${route.parts[0] ?? ''}></tr-duplicates-page>`,
  },
  notices: {
    load: () => import('./notices/notices-page.js'),
    render: () => html`<tr-notices-page></tr-notices-page>`,
  },
  access: {
    load: () => import('./access/access-page.js'),
    render: (route) => html`<tr-access-page .personId=${route.parts[0] ?? ''}></tr-access-page>`,
  },
  admin: {
    load: () =>
      Promise.all([import('./users/users-page.js'), import('./users/log-page.js'), import('./users/no-page.js')]),
    render: (route) => {
      const page = route.parts.length === 1 ? route.parts[0] : undefined;
      if (page === 'users') return html`<tr-users-page></tr-users-page>`;
      return page === 'log' ? html`<tr-log-page .route=${route}></tr-log-page>` : html`<tr-no-page></tr-no-page>`;
    },
  },
  sessions: {
    load: () => import('./users/sessions-page.js'),
    render: () => html`<tr-sessions-page></tr-sessions-page>`,
  },
  schedules: {
    load: () => import('./schedules/schedules-page.js'),
    render: (route) => html`<tr-schedules-page .route=${route}></tr-schedules-page>`,
  },
  search: {
    load: () => import('./palette/search-page.js'),
    render: (route) => html`<tr-search-page .route=${route}></tr-search-page>`,
  },
  print: {
    load: () => import('./output/print-page.js'),
    render: (route) => html`<tr-print-page .route=${route}></tr-print-page>`,
  },
} satisfies Screens;
