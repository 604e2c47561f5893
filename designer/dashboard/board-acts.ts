/** What a person does with an open dashboard: each act is one change with its name, said aloud, and selects what it was about. */
import { OperationError } from '../../metadata/document/operations.js';
import type { Field } from '../../metadata/model/model.js';
import type { DashboardDocument, WidgetDocument } from '../../metadata/schema/dashboard.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { ReportHead } from '../../runtime/dashboard/dashboard-document.js';
import { beginning } from '../chart/gestures/new-chart.js';
import type { DesignSession } from '../session/design-session.js';
import type { OpenDocument } from '../session/open-document.js';
import { boardOf, boardOperation, parameterPath, selectedIn, widgetPath } from './board.js';
import { putWired } from './gestures/borrow.js';
import { addFilter, removeFilter, unwirePart, wireOnly } from './gestures/filters.js';
import { meaningOfParameter, parameterOf, type Meaning } from './gestures/meanings.js';
import { addTab, copyPart, removePart, type NewPart } from './gestures/parts.js';
import { phoneMoved, placedPart, type Place } from './gestures/places.js';
import { askedOf, type BoardTools } from './gestures/reach.js';

export type DoneKey = `dashboard.done.${'added' | 'moved' | 'removed' | 'copied' | 'sized' | 'filter' | 'noFilter' | 'follows' | 'left' | 'linked' | 'unlinked' | 'click' | 'drill' | 'tab' | 'order' | 'chart'}`; // prettier-ignore

export class BoardActs {
  constructor(
    readonly session: DesignSession,
    readonly open: OpenDocument,
  ) {}

  get board(): DashboardDocument | undefined {
    return boardOf(this.open.value);
  }

  get tools(): BoardTools {
    const { session } = this;
    return {
      model: session.model,
      registries: session.registries,
      reportParameters: (name) => {
        const drafted = session.draftOf({ kind: 'report', name }) as { readonly parameters?: readonly Parameter[] } | undefined; // prettier-ignore
        const reports = session.host.app.document.reports as unknown as readonly ReportHead[];
        const held = drafted ?? reports.find((each) => each.name === name);
        return held && (held.parameters ?? []);
      },
    };
  }

  get selected(): string | undefined {
    return selectedIn(this.open.selection, 'widgets');
  }
  get filter(): string | undefined {
    return selectedIn(this.open.selection, 'parameters');
  }

  select(id: string | undefined): void {
    if (id !== this.selected || this.filter !== undefined) this.open.select(id === undefined ? [] : widgetPath(id));
  }
  selectFilter(name: string): void {
    this.open.select(parameterPath(name));
  }

  label(widget: Pick<WidgetDocument, 'id' | 'label' | 'type'> | undefined): string {
    const { host, registries } = this.session;
    if (!widget) return '';
    return host.i18n.label(widget.label ?? registries.widget.find(widget.type)?.label, widget.id);
  }
  labelOf(id: string): string {
    return this.label(this.board?.widgets.find((each) => each.id === id));
  }
  filterLabel(name: string): string {
    return this.session.host.i18n.label(this.board?.parameters?.find((each) => each.name === name)?.label, name);
  }

  /* ---------------------------------------------------------------- parts */

  put(
    part: NewPart,
    at: { readonly tab?: string | undefined; readonly place?: Pick<Place, 'x' | 'y'> },
  ): string | undefined {
    // prettier-ignore
    const { board } = this;
    if (!board) return undefined;
    const put = putWired(board, part, at, this.tools);
    const label = this.label({ id: put.id, type: part.type, ...(part.label === undefined ? {} : { label: part.label }) }); // prettier-ignore
    if (!this.change(put.board, 'dashboard.done.added', label)) return undefined;
    this.select(put.id);
    return put.id;
  }

  /** Several parts over one entity, as one change. */
  begin(entity: string): void {
    const { board, tools, session } = this;
    if (!board) return;
    const { words, host } = session;
    const plural = host.i18n.label(tools.model.entities.get(entity)?.plural, entity);
    const by = (field: Field) => words.text('dashboard.by', { name: plural, field: host.i18n.label(field.label, field.name) });
    const view = host.app.document.views.find((each) => each.entity === entity && (each.mode ?? 'table') === 'table');
    const parts = beginning(tools.model, entity, { course: words.text('dashboard.course', { name: plural }), by }, view && { name: view.name, label: view.label });
    const bottom = Math.max(0, ...board.widgets.map(({ y, h }) => y + h));
    const begun = parts.reduce((held, { part, place: { x, y } }) => putWired(held, part, { place: { x, y: y + bottom } }, tools).board, board);
    this.change(begun, 'dashboard.done.added', plural);
  } // prettier-ignore

  copy(id: string): void {
    const copied = this.board && copyPart(this.board, id);
    if (copied && this.change(copied.board, 'dashboard.done.copied', this.labelOf(id))) this.select(copied.id);
  }

  remove(id: string): void {
    const { board } = this;
    if (!board) return;
    const order = board.widgets.map((each) => each.id);
    const next = order[order.indexOf(id) + 1] ?? order[order.indexOf(id) - 1];
    if (this.change(removePart(board, id, askedOf(this.tools)), 'dashboard.done.removed', this.labelOf(id)))
      this.select(next);
  }

  /** Steps of keys in a row are one change; a drag is one by itself. */
  place(id: string, place: Partial<Place>, key?: string): boolean {
    const { board } = this;
    if (!board) return false;
    const done = place.w === undefined && place.h === undefined ? 'dashboard.done.moved' : 'dashboard.done.sized';
    return this.change(placedPart(board, id, place), done, this.labelOf(id), key);
  }

  phone(id: string, by: -1 | 1): void {
    if (this.board) this.change(phoneMoved(this.board, id, by), 'dashboard.done.order', this.labelOf(id));
  }

  tab(): string | undefined {
    const { board, session } = this;
    if (!board) return undefined;
    const { words } = session;
    const next = addTab(board, { first: words.text('dashboard.tab.first'), next: words.text('dashboard.tab.next') });
    const added = next.tabs!.at(-1)!.id;
    return this.change(next, 'dashboard.done.tab', words.text('dashboard.tab.next')) ? added : undefined;
  }

  /* ---------------------------------------------------------------- filters */

  addFilter(meaning: Meaning): void {
    const { board, tools, session } = this;
    const wanted = parameterOf(tools.model, meaning, periodLabel);
    if (!board || !wanted) return;
    const added = addFilter(board, wanted, meaning, tools);
    const label = session.host.i18n.label(wanted.label, wanted.name);
    if (this.change(added.board, 'dashboard.done.filter', label)) this.selectFilter(added.name);
  }

  removeFilter(name: string): void {
    const { board } = this;
    const label = this.filterLabel(name);
    if (board && this.change(removeFilter(board, name, this.tools), 'dashboard.done.noFilter', label))
      this.open.select([]);
  }

  follow(id: string, name: string, follows: boolean): void {
    const { board, tools } = this;
    const parameter = board?.parameters?.find((each) => each.name === name);
    const meaning = parameter && meaningOfParameter(parameter);
    if (!board || !parameter) return;
    if (!follows) this.change(unwirePart(board, id, name, tools), 'dashboard.done.left', this.labelOf(id));
    else if (meaning !== undefined) this.change(wireOnly(board, id, parameter, meaning, tools), 'dashboard.done.follows', this.labelOf(id)); // prettier-ignore
  }

  /* ---------------------------------------------------------------- one way to change it */

  change(after: DashboardDocument, done: DoneKey, name: string, key?: string): boolean {
    const { session, open } = this;
    const { words, host } = session;
    const operation = boardOperation(this.board, after);
    if (!operation || open.isRemoved) return false;
    const label = words.text(done, { name });
    try {
      if (key === undefined) open.endGesture();
      if (!open.apply(operation, key === undefined ? { label } : { key, label })) return false;
      if (key === undefined) open.endGesture();
      host.announce(label);
      return true;
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      host.toasts.show({ text: error.message, tone: 'bad' });
      return false;
    }
  }
}

const periodLabel = { en: 'Period', 'zh-CN': '期间', 'zh-TW': '期間', es: 'Periodo' };
