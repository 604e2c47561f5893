/** The link to the records behind the newest selection whose part says where its rows are, with their number. */
import type { WidgetDocument } from '../../metadata/schema/dashboard.js';
import { drillDatum } from '../../metadata/query/drill.js';
import type { ResultRow } from '../../metadata/contributions.js';
import type { WidgetData } from '../host/widget-views.js';
import { countRecords } from '../list/list-source.js';
import { destinationOf, type Destination } from './actions.js';
import { isChosenRow, openAction } from './dashboard-state.js';
import type { PageModel } from './page-model.js';

export interface BehindLink {
  readonly text: string;
  readonly href: string;
}

/** A row as a click hands it on: with the values chosen on the way down to it. */
export function clickedRow({ state }: Pick<PageModel, 'state'>, widget: WidgetDocument, row: ResultRow): ResultRow {
  const values = state.drill[widget.id];
  return widget.drill && values ? { ...drillDatum(widget.drill, values), ...row } : row;
}

export class RowsBehind {
  #counted = '';
  link: BehindLink | undefined;

  constructor(private readonly changed: () => void) {}

  /** Counts again at the next look. */
  forget(): void {
    this.#counted = '';
  }

  async look(model: PageModel, dataOf: (widget: string) => WidgetData | undefined): Promise<void> {
    const { host } = model;
    const found = destination(model, dataOf);
    const key = JSON.stringify([found?.href ?? '', host.i18n.language]);
    if (key === this.#counted) return;
    this.#counted = key;
    if (this.link) {
      this.link = undefined;
      this.changed();
    }
    if (!found?.entity) return;
    const entity = host.app.entity(found.entity);
    if (!entity || !host.app.access(entity.name)?.read) return;
    const count = await countRecords(host, entity.name, found.filter).catch(() => undefined);
    if (count === undefined || key !== this.#counted) return;
    const noun = host.i18n.label(count === 1 ? entity.label : entity.plural, entity.name);
    const things = noun.toLocaleLowerCase(host.i18n.language);
    this.link = { href: found.href, text: host.i18n.t('dashboard.see', { count, things }) };
    this.changed();
  }
}

function destination(model: PageModel, dataOf: (widget: string) => WidgetData | undefined): Destination | undefined {
  const { document, state, tools } = model;
  for (const step of [...state.steps].reverse()) {
    const widget = document.widgets.find((each) => each.id === step.widget);
    const action = widget && openAction(widget);
    const data = dataOf(step.widget);
    const row = widget && data?.rows.find((each) => isChosenRow(widget, clickedRow(model, widget, each), tools));
    if (action && row) return destinationOf(action, clickedRow(model, widget, row), data!.columns, tools);
  }
  return undefined;
}
