/** What the parts of a dashboard page share: the document as arranged, what is set, with words. Made at each render. */
import type { ResultRow } from '../../metadata/contributions.js';
import { ownDataset } from '../../metadata/dashboard/own-query.js';
import { orderOfPhone, type ArrangedWidget } from '../../metadata/dashboard/layer.js';
import { resolveParameters } from '../../metadata/query/parameters.js';
import type { WidgetDocument } from '../../metadata/schema/dashboard.js';
import { hrefs } from '../data/router.js';
import { createFieldHost } from '../host/field-host.js';
import type { Host } from '../host/host.js';
import type { WidgetSelection } from '../host/widget-views.js';
import { destinationOf, evaluateAction, isOpen, type ActionTools } from './actions.js';
import { parameterOf, parametersOf, type DashboardHead } from './dashboard-document.js';
import { dashboardQuery, setFrom, type DashboardState } from './dashboard-state.js';
import { pageEvaluation } from './evaluation.js';
import { hrefWith } from './parameters.js';
import { parameterText } from './value-text.js';
import type { WidgetPage } from './widget-card.js';

export interface PageModel {
  readonly host: Host;
  /** With the person's own arrangement. */
  readonly document: DashboardHead;
  readonly state: DashboardState;
  readonly tools: ActionTools;
  readonly selections: readonly WidgetSelection[];
  readonly phone: boolean;
  go(state: DashboardState): void;
}

export function pageTools(host: Host, document: DashboardHead, { given }: DashboardState): ActionTools {
  const { registries } = host.app;
  const context = pageEvaluation(host);
  const { dictionaries } = host.app.model;
  const resolved = resolveParameters(document.parameters ?? [], given, context, registries.function, dictionaries);
  return { functions: registries.function, context, parameters: resolved.values, stated: resolved.stated };
}

/** What clicks have set, with words. */
export function pageSelections(
  host: Host,
  document: DashboardHead,
  { steps }: DashboardState,
  { stated }: ActionTools,
): readonly WidgetSelection[] {
  const fieldHost = createFieldHost(host);
  return steps
    .flatMap((step) => step.parameters)
    .flatMap((name): WidgetSelection[] => {
      const parameter = parameterOf(document, name);
      const value = stated[name] ?? null;
      if (!parameter) return [];
      const words = (style: 'full' | 'name') => parameterText(parameter, value, host, fieldHost, style) ?? '…';
      const label = fieldHost.text(parameter.label, name);
      return [{ parameter: name, value, label, text: words('full'), short: words('name'), grain: parameter.grain }];
    });
}

/** Datasets of a part, its own query among them. */
export function datasetsOf({ host }: Pick<PageModel, 'host'>, widget: WidgetDocument): readonly string[] {
  const type = host.app.registries.widget.find(widget.type);
  const asked = type?.requests(widget.options ?? {}, widget.dataset) ?? [];
  return type?.query && widget.dataset === undefined ? [...asked, ownDataset(widget.id)] : asked;
}

/** Selections that a part's own rows follow. */
export function followsOf(model: PageModel, widget: WidgetDocument): readonly WidgetSelection[] {
  const read = parametersOf(model.document, [widget.dataset ?? ownDataset(widget.id)]);
  return model.selections.filter(({ parameter }) => read.has(parameter));
}

/** Parts of the tab that is shown, in reading order; on a phone in its own. */
export function shownWidgets({ document, state, phone }: PageModel): readonly ArrangedWidget[] {
  const tab = state.tab ?? document.tabs?.[0]?.id;
  const widgets = document.widgets as readonly ArrangedWidget[];
  const here = widgets.filter((widget) => !widget.hidden && (widget.tab === undefined || widget.tab === tab));
  const order = phone ? orderOfPhone(document) : [...here].sort((a, b) => a.y - b.y || a.x - b.x).map(({ id }) => id);
  return order.flatMap((id) => here.find((widget) => widget.id === id) ?? []);
}

const noRow: ResultRow = {};

/** What the view of a part may ask of the page. */
export function widgetPage(model: PageModel, widget: WidgetDocument): WidgetPage {
  const { tools, state, document } = model;
  const hrefSetting: WidgetPage['hrefSetting'] = (values) =>
    hrefWith(hrefs.dashboard(document.name), dashboardQuery(setFrom(state, widget.id, values)));
  return {
    parameters: tools.parameters,
    hrefSetting,
    evaluate: (text) => evaluateAction(text, noRow, tools),
    placeOf(action) {
      if (isOpen(action)) return destinationOf(action, noRow, [], tools);
      const values = Object.entries(action.set).map(
        ([name, text]) => [name, evaluateAction(text, noRow, tools)] as const,
      );
      return { href: hrefSetting(Object.fromEntries(values)) };
    },
  };
}
