/** The rows of a list as a template: one element for each way to show them. */
import { html } from 'lit';
import type { Entity } from '../../metadata/model/model.js';
import type { ViewDocument } from '../../metadata/schema/entity.js';
import type { ListSetting } from '../../metadata/schema/saved-view.js';
import type { WireRecord } from '../data/record.js';
import { pluralOf } from '../host/entity-words.js';
import type { FieldHost } from '../host/field-views.js';
import type { Host } from '../host/host.js';
import { lazyParts } from '../ui/lazy-parts.js';
import type { Column } from './columns.js';
import type { GridRows, PageSource } from './grid-pages.js';
import './list-grid.js';
import type { ListRequest } from './list-source.js';
import type { SortKey } from './list-state.js';

const loadModes = lazyParts(() => import('./modes/list-mode.js'));

export interface RowMenuRequest {
  readonly row: WireRecord;
  readonly cause: HTMLElement;
  /** The column of the cell it was asked for at. */
  readonly path?: string;
}

export interface ListRows {
  readonly host: Host;
  readonly entity: Entity;
  readonly columns: readonly Column[];
  readonly fieldHost: FieldHost;
  readonly source: PageSource;
  /** Undefined while the part for groups is loaded. */
  readonly rowsOf: (() => GridRows) | undefined;
  readonly sort: readonly SortKey[];
  readonly selected: ReadonlySet<string>;
  /** Id of the record that is looked at beside the list; empty: none. */
  readonly looked: string;
  /** There are no rows: a state stands in their place. */
  readonly hidden: boolean;
  loaded(event: CustomEvent<{ total: number }>): void;
  failed(event: CustomEvent<unknown>): void;
  select(ids: readonly string[]): void;
  sortBy(column: Column): void;
  rowMenu(request: RowMenuRequest): void;
  look(id: string): void;
  /** The person moved or resized columns. */
  setColumns(setting: ListSetting): void;
}

export function cardRows(rows: ListRows) {
  void import('./list-cards.js');
  return html`<tr-list-cards
    ?hidden=${rows.hidden}
    .entityName=${rows.entity.name}
    .columns=${rows.columns}
    .fieldHost=${rows.fieldHost}
    .source=${rows.source}
    @tr-loaded=${rows.loaded}
    @tr-failed=${rows.failed}
  ></tr-list-cards>`;
}

export function tableRows(rows: ListRows) {
  if (!rows.rowsOf) return html`<tr-skeleton .columns=${Math.min(6, rows.columns.length)}></tr-skeleton>`;
  return html`<tr-list-grid
    ?hidden=${rows.hidden}
    .label=${pluralOf(rows.host, rows.entity)}
    .entityName=${rows.entity.name}
    .columns=${rows.columns}
    .fieldHost=${rows.fieldHost}
    .rowsOf=${rows.rowsOf}
    .sort=${rows.sort}
    .selected=${rows.selected}
    .looked=${rows.looked}
    @tr-loaded=${rows.loaded}
    @tr-failed=${rows.failed}
    @tr-select=${(event: CustomEvent<readonly string[]>) => rows.select(event.detail)}
    @tr-sort=${(event: CustomEvent<Column>) => rows.sortBy(event.detail)}
    @tr-column-setting=${(event: CustomEvent<ListSetting>) => rows.setColumns(event.detail)}
    @tr-look=${(event: CustomEvent<string>) => rows.look(event.detail)}
    @tr-row-menu=${(event: CustomEvent<RowMenuRequest>) => rows.rowMenu(event.detail)}
  ></tr-list-grid>`;
}

/** Any other mode is a part that is loaded when a view has it. */
export function modeRows(rows: ListRows, view: ViewDocument, request: ListRequest) {
  loadModes();
  return html`<tr-list-mode
    ?hidden=${rows.hidden}
    .entity=${rows.entity}
    .view=${view}
    .columns=${rows.columns}
    .fieldHost=${rows.fieldHost}
    .request=${request}
    @tr-loaded=${rows.loaded}
    @tr-failed=${rows.failed}
    @tr-look=${(event: CustomEvent<string>) => rows.look(event.detail)}
  ></tr-list-mode>`;
}
