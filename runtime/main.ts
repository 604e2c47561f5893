/**
 * The browser program: makes the host from its parts, knows the plugins present, puts `<tr-app>` on the page. The sign-in
 * page needs little; registries, field views and screens are loaded when they are first needed.
 */
import { designScreens } from '../designer/screens.js';
import { ApiClient } from './data/api-client.js';
import { AppStore } from './data/app-store.js';
import { Connection } from './data/connection.js';
import { DraftStore } from './data/drafts.js';
import { EventStream } from './data/events.js';
import { shownDrafts, takePreview } from './data/preview.js';
import { RecordCache } from './data/record-cache.js';
import { Router } from './data/router.js';
import { Shortcuts } from './data/shortcuts.js';
import { FieldViews } from './host/field-views.js';
import type { Host } from './host/host.js';
import { screens } from './screens.js';
import { Appearance } from './ui/appearance.js';
import { chooseLanguage, I18n } from './ui/i18n.js';
import { pageStyles } from './ui/page-styles.js';
import { Toasts } from './ui/toast.js';
import './shell/app.js';

async function start(): Promise<void> {
  const sheet = pageStyles.styleSheet;
  if (sheet) document.adoptedStyleSheets.push(sheet);
  // In a frame of another site there may be no storage, and nothing there is to be kept.
  const token = /^\/shared\/([^/]+)$/.exec(location.pathname)?.[1];
  const storage = token === undefined ? localStorage : { getItem: () => null, setItem: () => undefined };
  const appearance = new Appearance(storage, document.documentElement);
  appearance.apply();
  const i18n = new I18n();
  const language = chooseLanguage(appearance.language, navigator.languages);
  document.documentElement.lang = language;
  await i18n.use(language);

  const fetcher: typeof fetch = (input, init) => fetch(input, init);
  const api =
    token === undefined
      ? new ApiClient(fetcher)
      : new (await import('./shared/shared-api.js')).SharedApi(fetcher, decodeURIComponent(token));
  api.language = () => i18n.language;
  if (token === undefined) {
    takePreview();
    api.preview = shownDrafts;
  }
  const connection = new Connection((input, init) => fetch(input, init), window);
  api.contact = (reached) => (reached ? connection.reached() : connection.lost());
  const fields = new FieldViews();
  const app = new AppStore(api, {
    registries: async () => (await import('./workplace.js')).loadPlugins(fields),
    functions: async (registries) => (await import('./workplace.js')).loadFunctions(registries),
  });
  if (token !== undefined) await import('./shared/shared-page.js');
  const page = document.createElement(token === undefined ? 'tr-app' : 'tr-shared-page');
  const host: Host = {
    api,
    app,
    fields,
    i18n,
    appearance,
    screens: { ...screens, ...designScreens },
    asides: {
      quickView: () => import('./list/quick-view.js'),
      quickCreate: async (wanted) => (await import('./record/quick-create.js')).quickCreate(page, host, wanted),
    },
    records: new RecordCache(() => Date.now()),
    events: new EventStream(),
    connection,
    drafts: new DraftStore(),
    router: new Router(window),
    shortcuts: new Shortcuts(),
    toasts: new Toasts(),
    announce: (text, assertive) => page.announce(text, assertive),
    widgets: async () => (await import('./workplace.js')).loadWidgets(app.registries),
    fieldLabels: async () => (await import('./workplace.js')).loadFieldLabels(),
    viewModes: async () => (await import('./workplace.js')).loadViewModes(app.registries),
    now: () => new Date(),
    subscribe(listener) {
      const stops = [i18n.subscribe(listener), appearance.subscribe(listener), app.subscribe(listener)];
      return () => stops.forEach((stop) => stop());
    },
  };
  page.host = host;
  document.body.append(page);
}

void start();
