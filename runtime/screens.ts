/** The pages of the runtime by the first part of their address. A new page is one entry here, or in rare-screens.ts. */
import { html } from 'lit';
import type { Screen, Screens } from './host/screens.js';

let rare: Screens | undefined;
const rareScreen = (name: string): Screen => ({
  async load() {
    rare = (await import('./rare-screens.js')).rareScreens;
    await rare[name]!.load();
  },
  render: (route) => rare![name]!.render(route),
});

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
  dashboard: {
    load: () => import('./dashboard/dashboard-page.js'),
    render: (route) => html`<tr-dashboard-page .name=${route.parts[0] ?? ''} .route=${route}></tr-dashboard-page>`,
  },
  report: {
    load: () => import('./report/report-page.js'),
    render: (route) => html`<tr-report-page .name=${route.parts[0] ?? ''} .route=${route}></tr-report-page>`,
  },
  trash: rareScreen('trash'),
  duplicates: rareScreen('duplicates'),
  import: rareScreen('import'),
  notices: rareScreen('notices'),
  access: rareScreen('access'),
  admin: rareScreen('admin'),
  sessions: rareScreen('sessions'),
  schedules: rareScreen('schedules'),
  search: rareScreen('search'),
  print: { ...rareScreen('print'), bare: true },
};
