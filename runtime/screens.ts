/** The pages of the runtime by the first part of their address. A new page is one entry here. */
import { html } from 'lit';
import type { Screens } from './host/screens.js';

export const screens: Screens = {
  list: {
    load: () => import('./workplace.js'),
    render: (route) => html`<tr-list-page .entityName=${route.parts[0] ?? ''} .route=${route}></tr-list-page>`,
  },
  record: {
    load: () => import('./record/record-page.js'),
    render: (route) =>
      html`<tr-record-page
        .entityName=${route.parts[0] ?? ''}
        .recordId=${route.parts[1] ?? ''}
        .route=${route}
      ></tr-record-page>`,
  },
  new: {
    load: () => import('./record/record-page.js'),
    render: (route) => html`<tr-record-page .entityName=${route.parts[0] ?? ''} .route=${route}></tr-record-page>`,
  },
  trash: {
    load: () => import('./trash/trash-page.js'),
    render: (route) => html`<tr-trash-page .entityName=${route.parts[0] ?? ''}></tr-trash-page>`,
  },
  notices: {
    load: () => import('./notices/notices-page.js'),
    render: () => html`<tr-notices-page></tr-notices-page>`,
  },
  dashboard: {
    load: () => import('./dashboard/dashboard-page.js'),
    render: (route) => html`<tr-dashboard-page .name=${route.parts[0] ?? ''} .route=${route}></tr-dashboard-page>`,
  },
  access: {
    load: () => import('./access/access-page.js'),
    render: (route) => html`<tr-access-page .personId=${route.parts[0] ?? ''}></tr-access-page>`,
  },
  search: {
    load: () => import('./palette/search-page.js'),
    render: (route) => html`<tr-search-page .route=${route}></tr-search-page>`,
  },
  report: {
    load: () => import('./report/report-page.js'),
    render: (route) => html`<tr-report-page .name=${route.parts[0] ?? ''} .route=${route}></tr-report-page>`,
  },
};
