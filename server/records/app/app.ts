/**
 * The application as one person may see it, for the browser: what may not be seen is not in it. Its tag changes with the
 * release and with the person's rights, so that a page asks again only when one of them has changed.
 */
import { createHash } from 'node:crypto';
import { ownDataset } from '../../../metadata/dashboard/own-query.js';
import { parametersRead } from '../../../metadata/query/parameters.js';
import { featureRights, type MenuDocument } from '../../../metadata/schema/app.js';
import type { Context } from '../../context.js';
import type { DashboardDocument } from '../../../metadata/schema/dashboard.js';
import { activeTheme } from '../../../metadata/theme/active-theme.js';
import { comparedFields } from '../../duplicates/rules.js';
import { entityRights, visibleEntity } from './entities.js';
import { homeOf } from './home.js';
import { hasVisibleData, visibleForm, visibleMenu, visibleSegments, visibleView, type Reader } from './screens.js';
import { Sight } from './visible.js';

export function appTag({ release, access, viewing }: Pick<Context, 'release' | 'access' | 'viewing'>): string {
  const text = `${release.number} ${release.hash} ${access.tag} ${JSON.stringify(viewing ?? null)}`;
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

export function composeApp(context: Context) {
  const { release, access, principal, registries, viewing } = context;
  const { model } = release;
  const sight = new Sight(model, access, registries.function);
  const entities = [...model.entities.values()].filter((entity) => sight.entity(entity.name));
  const dictionaries = new Set(
    entities.flatMap((entity) =>
      [...entity.fields.values()]
        .filter((field) => sight.field(field))
        .map((field) => field.dictionary ?? field.suggestions),
    ),
  );
  const dashboards = model
    .list('dashboard')
    .filter((dashboard) => hasVisibleData(sight, dashboard.datasets ?? [], registries))
    .map((dashboard) => dashboardHead(context, dashboard));
  const reports = model
    .list('report')
    .filter((report) => access.has('report.run') && hasVisibleData(sight, report.datasets, registries))
    .map(({ datasets: _datasets, sheet: _sheet, charts: _charts, ...report }) => report);
  const offered = { dashboards: namesOf(dashboards), reports: namesOf(reports) };
  const printed = new Set(model.list('print_template').map((template) => template.entity));
  const menu = menuOf(context);
  const title = activeTheme(model)?.title ?? model.settings.title;
  const home = homeOf(context, offered);
  for (const { parameters } of [...dashboards, ...reports]) {
    for (const { options } of parameters ?? []) dictionaries.add(options?.dictionary);
  }
  return {
    release: release.number,
    user: {
      id: principal.id,
      login: principal.login,
      name: principal.name,
      department: principal.department,
      language: principal.language,
      roles: principal.roles,
    },
    ...(viewing ? { viewAs: viewing } : {}),
    rights: featureRights.filter((right) => access.has(right)),
    settings: { ...model.settings, ...(title === undefined ? {} : { title }) },
    ...(menu ? { menu: visibleMenu(sight, menu, offered, readerOf(context)) } : {}),
    ...(home ? { home } : {}),
    entities: entities.map((entity) => visibleEntity(sight, entity)),
    access: Object.fromEntries(
      entities.map((entity) => [
        entity.name,
        {
          ...entityRights(sight, entity),
          ...comparedFields(context, entity),
          ...(printed.has(entity.name) ? { templates: true } : {}),
        },
      ]),
    ),
    dictionaries: model.list('dictionary').filter((dictionary) => dictionaries.has(dictionary.name)),
    forms: model.list('form').flatMap((form) => visibleForm(sight, form, principal) ?? []),
    views: model.list('view').flatMap((view) => visibleView(sight, view, registries.view) ?? []),
    segments: visibleSegments(sight),
    dashboards,
    reports,
  };
}

/** The browser asks for rows by widget and must know which parameters concern it; queries are the server's business. */
export function dashboardHead({ registries, release }: Context, { datasets = [], ...dashboard }: DashboardDocument) {
  const read = (source: object) => [...parametersRead(source, registries, dashboard.parameters)];
  const own = dashboard.widgets.flatMap((widget) => {
    const query = registries.widget.find(widget.type)?.query?.(widget.options ?? {}, release.model, () => true);
    return query ? [{ name: ownDataset(widget.id), parameters: read(query) }] : [];
  });
  return {
    ...dashboard,
    datasets: [...datasets.map(({ name, source }) => ({ name, parameters: read(source) })), ...own],
  };
}

const namesOf = (documents: readonly { readonly name: string }[]): ReadonlySet<string> =>
  new Set(documents.map((document) => document.name));

const readerOf = ({ principal, release: { model } }: Pick<Context, 'principal' | 'release'>): Reader => ({
  roles: principal.roles,
  seesAll: principal.roles.some((role) => model.find('role', role)?.all === true),
});

/** The menu that the settings name, else the first. */
export function menuOf({ release: { model } }: Pick<Context, 'release'>): MenuDocument | undefined {
  const { menu } = model.settings;
  return (menu === undefined ? undefined : model.find('menu', menu)) ?? model.list('menu')[0];
}
