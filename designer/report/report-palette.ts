/**
 * `<td-report-palette>`: the datasets of the report with their fields, to be dragged onto cells or picked for an assistant.
 * Enter puts a field into the selected cell, Shift+Enter to the right, Space picks it: the twins of the drag.
 */
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from '../../runtime/ui/icon.js';
import { iconButton } from '../../runtime/ui/parts.js';
import '../../runtime/ui/menu.js';
import type { TrMenu } from '../../runtime/ui/menu.js';
import { addOperation } from '../session/set-value.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import type { ReportChartActs } from './charts/report-chart-acts.js';
import { chartsIn } from './charts/report-board.js';
import { datasetsOf, newDataset, type DatasetField, type ShownDataset } from './dataset-fields.js';
import { canMake, tableKinds, type TableKind } from './gestures/assistants.js';
import { commandsOf } from './report-context.js';
import { reportPaletteStyles } from './report-palette-styles.js';
import { deskOf, samePick, type SheetDesk } from './sheet-desk.js';
import '../../runtime/ui/later-strings.js';

const kindIcons: Readonly<Record<TableKind, string>> = {
  list: 'list',
  grouped: 'rows-3',
  crossTab: 'table',
  card: 'contact',
};
const typeIcons: Readonly<Record<string, string>> = { number: 'hash', date: 'calendar', other: 'text-align-start' };
const fieldIcons: Readonly<Record<string, string>> = { money: 'banknote', reference: 'link', choice: 'tag', boolean: 'toggle-left' }; // prettier-ignore

@customElement('td-report-palette')
export class TdReportPalette extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @state() private find = '';
  @state() private closed: ReadonlySet<string> = new Set();
  @state() private acts: ReportChartActs | undefined;
  @query('tr-menu') private menu!: TrMenu;
  #stop: (() => void) | undefined;
  #of: SheetDesk | undefined;

  static override styles = reportPaletteStyles;

  override disconnectedCallback(): void {
    this.#stop?.();
    this.#of = undefined;
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    const desk = deskOf(this.open);
    if (this.#of === desk) return;
    this.#of = desk;
    this.#stop?.();
    this.#stop = desk.subscribe(() => this.requestUpdate());
  }

  get #desk(): SheetDesk {
    return deskOf(this.open);
  }

  /** Beside a chart: the fields that it can be made of. */
  #chartFields(id: string) {
    void Promise.all([import('../chart/chart-fields.js'), import('./charts/report-chart-acts.js')]).then(([, { ReportChartActs }]) => {
      if (this.acts?.chart === id && this.acts.open === this.open) return;
      this.acts = new ReportChartActs(this.session, this.open, id);
    });
    if (this.acts?.chart !== id || this.acts.open !== this.open) return nothing;
    return html`<td-chart-fields .open=${this.open} .widget=${id} .acts=${this.acts}></td-chart-fields>`;
  } // prettier-ignore

  override render() {
    const { session } = this;
    const { chart } = this.#desk;
    if (chart !== undefined && chartsIn(this.open.value).some(({ id }) => id === chart)) return this.#chartFields(chart);
    const datasets = datasetsOf(this.open.value, this.#desk.sheet, session);
    const { picks } = this.#desk;
    return html`<div class="search">
        <input
          type="search"
          placeholder=${this.w('report.findField')}
          aria-label=${this.w('report.findField')}
          .value=${this.find}
          @input=${(event: Event) => (this.find = (event.target as HTMLInputElement).value)}
        />
      </div>
      <div class="list">
        ${datasets.map((each) => this.#dataset(each))}
        ${datasets.length === 0 ? html`<p class="none">${this.w('report.noDatasets')}</p>` : nothing}
        <button type="button" class="add" aria-haspopup="menu" @click=${this.#add}>${icon('plus', 's')} ${this.w('report.addDataset')}</button>
      </div>
      <div class="make">
        <p>${picks.length === 0 ? this.w('report.makeFrom') : this.w('report.makeFromPicked', { count: picks.length })}</p>
        <div>
          ${tableKinds.map(
            (kind) =>
              html`<button
                type="button"
                ?disabled=${!canMake(kind, picks)}
                data-tip=${canMake(kind, picks) ? nothing : this.w(`report.needs.${kind}`)}
                @click=${() => commandsOf(this.session, this.open).makeTable(kind, picks)}
              >
                ${icon(kindIcons[kind])}${this.w(`report.make.${kind}`)}
              </button>`,
          )}
        </div>
      </div>
      <tr-menu></tr-menu>`;
  } // prettier-ignore

  #dataset({ name, label, source, fields }: ShownDataset) {
    const isOpen = !this.closed.has(name);
    const words = this.host.i18n.label(label, name);
    const shown = (fields ?? []).filter((each) => this.#matches(each));
    return html`<div class="set">
        <button
          type="button"
          aria-expanded=${isOpen}
          @click=${() => {
            const closed = new Set(this.closed);
            if (isOpen) closed.add(name);
            else closed.delete(name);
            this.closed = closed;
          }}
        >
          ${icon(isOpen ? 'chevron-down' : 'chevron-right', 's')}${icon('database', 's')}<strong>${name}</strong><span class="clip">${words === name ? source : words}</span>
        </button>
        ${iconButton({ label: this.w('dataset.editSteps', { name }), icon: 'workflow', size: 'xs', run: () => this.#desk.showDataset(name) })}
        ${iconButton({ label: this.w('report.editDataset', { name }), icon: 'settings', size: 'xs', run: () => this.open.select(['datasets', { name }]) })}
      </div>
      ${
        isOpen
          ? html`<div role="listbox" aria-multiselectable="true" aria-label=${this.w('report.fieldsOf', { name: words })}>
              ${shown.map((each) => this.#field(each))}
            </div>
            ${fields === undefined ? html`<p class="none">${this.w('report.columnsUnknown')}</p>` : nothing}`
          : nothing
      }`;
  } // prettier-ignore

  #matches({ label, field }: DatasetField): boolean {
    const wanted = this.find.trim().toLowerCase();
    return wanted === '' || field.includes(wanted) || this.host.i18n.label(label, field).toLowerCase().includes(wanted);
  }

  #field(field: DatasetField) {
    const order = this.#desk.picks.findIndex((each) => samePick(each, field));
    const words = this.host.i18n.label(field.label, field.field);
    return html`<div
      class="field"
      role="option"
      tabindex="-1"
      draggable="true"
      data-field=${`${field.dataset}.${field.field}`}
      aria-selected=${order >= 0}
      aria-label=${[words, ...field.cells].join(', ')}
      @click=${(event: Event) => this.#pick(field, event.currentTarget as HTMLElement)}
      @keydown=${this.#key}
      @dragstart=${(event: DragEvent) => this.#dragStart(event, field)}
      @dragend=${() => (this.#desk.dragged = undefined)}
      @focus=${this.#focused}
    >
      ${icon(fieldIcons[field.kind ?? ''] ?? typeIcons[field.type], 's')}<span class="clip" data-tip-cut>${words}</span>
      ${order >= 0 ? html`<span class="order">${order + 1}</span>` : nothing}
      <span class="cells clip">${field.cells.join(' ')}</span>
    </div>`;
  }

  /** One tab stop: the field that had the focus last, else the first. */
  protected override updated(): void {
    const fields = [...this.renderRoot.querySelectorAll<HTMLElement>('.field')];
    if (fields.length > 0 && !fields.some((each) => each.tabIndex === 0)) fields[0]!.tabIndex = 0;
  }

  readonly #focused = (event: Event): void => {
    for (const each of this.renderRoot.querySelectorAll<HTMLElement>('.field')) each.tabIndex = each === event.currentTarget ? 0 : -1; // prettier-ignore
  };

  #pick(field: DatasetField, element: HTMLElement): void {
    element.focus();
    const { picks } = this.#desk;
    const rest = picks.filter((each) => !samePick(each, field));
    this.#desk.pick(rest.length < picks.length ? rest : [...rest, plain(field)]);
  }

  #dragStart(event: DragEvent, field: DatasetField): void {
    event.dataTransfer?.setData('text/plain', `${field.dataset}.${field.field}`);
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'copy';
    this.#desk.dragged = plain(field);
  }

  readonly #key = (event: KeyboardEvent): void => {
    const element = (event.target as HTMLElement).closest<HTMLElement>('.field');
    if (!element) return;
    const fields = [...this.renderRoot.querySelectorAll<HTMLElement>('.field')];
    const at = fields.indexOf(element);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: fields.length - 1 }[event.key];
    const desk = this.#desk;
    const field = this.#fieldOf(element);
    if (to !== undefined) fields[Math.max(0, Math.min(fields.length - 1, to))]!.focus();
    else if (event.key === 'Enter' && field) {
      const commands = commandsOf(this.session, this.open);
      commands.place(desk.active, plain(field), event.shiftKey ? 'right' : undefined);
      // The next one goes beside it.
      const { area } = desk;
      desk.select({ row: area.top, column: area.right + 1 });
    } else if (event.key === ' ' && field) this.#pick(field, element);
    else return;
    event.preventDefault();
  };

  #fieldOf(element: HTMLElement): DatasetField | undefined {
    const all = datasetsOf(this.open.value, this.#desk.sheet, this.session).flatMap(({ fields }) => fields ?? []);
    return all.find((each) => `${each.dataset}.${each.field}` === element.dataset['field']);
  }

  /** A dataset over an entity; other sources are written in the inspector. */
  readonly #add = (event: Event): void => {
    const { session, open } = this;
    const entities = session.headsOf('entity').filter((head) => !head.removed);
    void this.menu.openAt(
      event.currentTarget as HTMLElement,
      this.w('report.addDataset'),
      entities.map((head) => ({
        id: head.name,
        label: session.label(head),
        icon: 'database',
        run: () => {
          const dataset = newDataset(open.value, head.name, session);
          if (!dataset) return;
          open.endGesture();
          open.apply(addOperation(open.value, ['datasets'], dataset), { label: this.w('report.addDataset') });
          open.endGesture();
          this.host.announce(this.w('report.datasetAdded', { name: dataset.name }));
        },
      })),
    );
  };
}

const plain = ({ dataset, field, label, type, isWhole = false }: DatasetField) => ({
  dataset,
  field,
  label,
  type,
  isWhole,
});
