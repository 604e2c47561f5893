import { html } from 'lit';
import type { ResultRow } from '../../metadata/contributions.js';
import type { WidgetDocument } from '../../metadata/schema/dashboard.js';
import type { Scalar } from '../../metadata/value.js';
import type { WidgetSelection, WidgetView } from '../host/widget-views.js';
import { destinationOf } from './actions.js';
import { parametersOf } from './dashboard-document.js';
import { choose, clearParameters, drillTo, goesDown, isChosenRow, openAction, setActions } from './dashboard-state.js';
import { datasetsOf, followsOf, widgetPage, type PageModel } from './page-model.js';
import { clickedRow } from './rows-behind.js';
import './widget-card.js';
import type { TrWidgetCard } from './widget-card.js';

export interface CardPlace {
  readonly views: ReadonlyMap<string, WidgetView>;
  /** Style of its place in the grid. */
  readonly style?: string;
  readonly full?: boolean;
  /** Being arranged. */
  readonly still?: boolean;
  loaded(): void;
}

export function dashboardCard(model: PageModel, widget: WidgetDocument, place: CardPlace) {
  const { host, document, state, tools } = model;
  const read = parametersOf(document, datasetsOf(model, widget));
  const relevant = Object.entries(tools.parameters).filter(([name]) => read.has(name));
  const isFiltered = (document.parameters ?? []).some(({ name, hidden }) => !hidden && read.has(name));
  const values = state.drill[widget.id] ?? [];
  const view = place.views.get(widget.type);
  const go = model.go;
  return html`<tr-widget-card
    class=${view?.tile ? 'tile' : ''}
    style=${place.style ?? ''}
    data-id=${widget.id}
    .dashboard=${document.name}
    .widget=${widget}
    .view=${view}
    .page=${widgetPage(model, widget)}
    .given=${state.given}
    .drill=${values}
    .dataKey=${JSON.stringify([document.name, widget.id, relevant, values, host.i18n.language])}
    .selections=${model.selections}
    .follows=${followsOf(model, widget)}
    .isChosen=${(row: ResultRow) => isChosenRow(widget, clickedRow(model, widget, row), tools)}
    .rows=${rowsOf(model, widget)}
    .today=${tools.context.today()}
    ?choosable=${(widget.on?.click?.length ?? 0) > 0 || widget.drill !== undefined}
    ?filtered=${isFiltered && !place.full && !place.still}
    ?origin=${state.steps.some((step) => step.widget === widget.id)}
    ?phone=${model.phone}
    ?full=${place.full ?? false}
    ?still=${place.still ?? false}
    ?inert=${place.still ?? false}
    @tr-choose=${(event: CustomEvent<ResultRow>) =>
      void chooseRow(model, widget, event.detail, event.currentTarget as TrWidgetCard)}
    @tr-drill-up=${(event: CustomEvent<number>) => go(drillTo(state, widget.id, values.slice(0, event.detail)))}
    @tr-full=${() => go({ ...state, full: widget.id })}
    @tr-clear-selection=${(event: CustomEvent<readonly WidgetSelection[]>) =>
      go(clearParameters(state, event.detail.map(({ parameter }) => parameter)))}
    @tr-widget-loaded=${place.loaded}
  ></tr-widget-card>`;
} // prettier-ignore

/** Where the records behind the whole part are listed. */
function rowsOf({ host, tools }: PageModel, widget: WidgetDocument): string | undefined {
  const rows = widget.on?.rows;
  return rows && host.app.access(rows.name)?.read ? destinationOf(rows, {}, [], tools)?.href : undefined;
}

/** A click goes a level down, else it sets; without anything to set it opens. */
async function chooseRow(model: PageModel, widget: WidgetDocument, row: ResultRow, card: TrWidgetCard): Promise<void> {
  const { host, state, tools } = model;
  if (goesDown(state, widget)) {
    const value = (row[widget.drill!.column] ?? null) as Scalar;
    model.go(drillTo(state, widget.id, [...(state.drill[widget.id] ?? []), value]));
    return;
  }
  const clicked = clickedRow(model, widget, row);
  if (setActions(widget).length > 0) {
    model.go(choose(state, widget, clicked, tools));
    return;
  }
  const action = openAction(widget);
  const to = action && destinationOf(action, clicked, card.data?.columns ?? [], tools);
  if (to?.away) window.open(to.href, '_blank', 'noopener,noreferrer');
  else if (to) await host.router.go(to.href);
}
