/**
 * `<td-source-step>`: where the rows come from: records of an entity, a shared dataset, a dataset of a report, rows that are
 * written here, SQL, or what a plugin adds (then by its own schema).
 */
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { datasetBehind } from '../../metadata/dataset/sources.js';
import type { SourceEditor } from '../../metadata/dataset/source-type.js';
import type { ReportSource, RowsSource, SharedSource, Source } from '../../metadata/schema/dataset.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import '../inspector/expression-input.js';
import '../inspector/name-input.js';
import type { HelpContext } from '../json/editor-help.js';
import type { KnownName } from '../json/names.js';
import { smallestValue } from '../json/smallest-value.js';
import { TdElement } from '../td-element.js';
import type { DatasetDesk } from './dataset-desk.js';
import { datasetStyles } from './dataset-styles.js';
import { firstFields } from './field-choices.js';
import { readEntity } from './gestures.js';
import './sql-step.js';
import { rowsOfText, textOfRows } from './written-rows.js';

@customElement('td-source-step')
export class TdSourceStep extends TdElement {
  @property({ attribute: false }) desk!: DatasetDesk;
  @property({ attribute: false }) help!: HelpContext;
  static override styles = datasetStyles;

  override render() {
    const { desk } = this;
    const source = desk.part?.source;
    if (!source) return nothing;
    const types = this.session.registries.source.list();
    const label = this.w('dataset.sourceType');
    return html`<div class="line" style="margin-bottom:12px">
        <label class="line"
          >${label}<select class="in" @change=${(event: Event) => this.#type((event.currentTarget as HTMLSelectElement).value)}>
            ${types.map(({ id, label: words, begin, rights }) => {
              const needed = (begin && rights?.(begin)) ?? [];
              const forbidden = id !== source.type && needed.some((right) => !this.host.app.has(right));
              return html`<option value=${id} ?disabled=${forbidden} .selected=${live(id === source.type)}>${this.host.i18n.label(words, id)}${forbidden ? ` (${this.w('dataset.needsRight')})` : ''}</option>`;
            })}
          </select></label
        >
        ${this.session.registries.source.find(source.type)?.editor === 'query' ? this.#entity() : nothing}
      </div>
      ${this.#own(source)}`;
  } // prettier-ignore

  #own(source: Source) {
    const editor = this.session.registries.source.find(source.type)?.editor;
    return editor === undefined ? this.#bySchema(source) : this.#editors[editor](source);
  }

  /** By the part that a type of source names: types of plugins name one of these, or are edited by their schema. */
  readonly #editors: Readonly<Record<SourceEditor, (source: Source) => TemplateResult>> = {
    query: () => html`<p class="hint">${this.w('dataset.sourceHint')}</p>`,
    sql: () => html`<td-sql-step .desk=${this.desk}></td-sql-step>`,
    rows: (source) => this.#rows(source as RowsSource),
    shared: (source) => this.#shared(source as SharedSource),
    report: (source) => this.#report(source as ReportSource),
  };

  #bySchema(source: Source) {
    return html`<button type="button" class="link" @click=${() => this.desk.open.select([...this.desk.at, 'source'])}>${this.w('dataset.inInspector', { count: Object.keys(source).length - 1 })}</button>`;
  } // prettier-ignore

  #entity() {
    const names = this.#heads('entity');
    return html`<td-name-input class="grow" required .label=${this.w('kind.entity')} .placeholder=${this.w('dataset.chooseEntity')} .value=${this.desk.query?.entity ?? ''} .names=${names} @td-value=${(event: CustomEvent<string | null>) => this.#read(event.detail)}></td-name-input>`; // prettier-ignore
  }

  #read(entity: string | null): void {
    const { desk } = this;
    if (entity === null || entity === desk.query?.entity || !desk.model.entities.has(entity)) return;
    desk.kept = [];
    desk.change(readEntity(entity, firstFields(desk.model, entity)), this.w('kind.entity'));
  }

  #type(type: string): void {
    const { desk } = this;
    if (type === desk.part?.source.type) return;
    const definition = this.session.registries.source.get(type);
    const [first] = this.#heads('entity');
    if (definition.editor === 'query') {
      if (first) desk.change(readEntity(first.name, firstFields(desk.model, first.name)), type);
      return;
    }
    const seeds = { name: this.#heads('dataset')[0]?.name ?? '', report: this.#heads('report')[0]?.name ?? '', dataset: 'S' };
    const source = definition.begin ?? ({ ...(smallestValue(definition.schema, { newId: () => '', newItemId: () => 'x1', values: seeds }) as object), type } as Source);
    desk.change({ source }, type);
  } // prettier-ignore

  #heads(kind: 'entity' | 'dataset' | 'report'): readonly KnownName[] {
    const own = this.desk.open.key;
    return this.session
      .headsOf(kind)
      .filter((head) => !head.removed && !(own.kind === kind && own.name === head.name))
      .map((head) => ({ name: head.name, label: head.label }));
  }

  #rows(source: RowsSource) {
    return html`<p class="lead">${this.w('dataset.writtenRows', { count: source.rows.length })}</p>
      <textarea
        class="in mono"
        rows="10"
        spellcheck="false"
        aria-label=${this.w('dataset.writtenRows', { count: source.rows.length })}
        .value=${live(textOfRows(source))}
        @change=${(event: Event) => {
          const rows = rowsOfText((event.currentTarget as HTMLTextAreaElement).value);
          if (rows) this.desk.change({ ...this.desk.part!, source: rows }, this.w('dataset.step.source'));
        }}
      ></textarea>
      <p class="hint">${this.w('dataset.writtenRowsText')}</p>`;
  } // prettier-ignore

  #shared(source: SharedSource) {
    return html`<div class="line">
        <td-name-input class="grow" required .label=${this.w('kind.dataset')} .value=${source.name} .names=${this.#heads('dataset')} @td-value=${(event: CustomEvent<string | null>) => event.detail && this.#set({ type: 'dataset', name: event.detail })}></td-name-input>
      </div>
      ${this.#given(source)}`;
  } // prettier-ignore

  #report(source: ReportSource) {
    const report = this.desk.model.find('report', source.report);
    const datasets = (report?.datasets ?? []).map(({ name }) => ({ name }));
    return html`<div class="line">
        <td-name-input class="grow" required .label=${this.w('kind.report')} .value=${source.report} .names=${this.#heads('report')} @td-value=${(event: CustomEvent<string | null>) => event.detail && this.#set({ ...source, report: event.detail, dataset: this.desk.model.find('report', event.detail)?.datasets[0]?.name ?? source.dataset })}></td-name-input>
        <td-name-input class="grow" required .label=${this.w('kind.dataset')} .value=${source.dataset} .names=${datasets} @td-value=${(event: CustomEvent<string | null>) => event.detail && this.#set({ ...source, dataset: event.detail })}></td-name-input>
      </div>
      ${this.#given(source)}`;
  } // prettier-ignore

  /** Values for the parameters of what is read: formulas over those of this document. */
  #given(source: SharedSource | ReportSource) {
    const behind = datasetBehind(source, this.desk.model, this.session.registries);
    const known = behind?.parameters ?? [];
    if (known.length === 0) return html`<p class="hint">${this.w('dataset.noParametersBehind')}</p>`;
    return html`<p class="lead" style="margin-top:12px">${this.w('dataset.given')}</p>
      <ul class="lines" style="max-width:560px">
        ${known.map((parameter) => this.#value(source, parameter))}
      </ul>
      <p class="hint">${this.w('dataset.givenText')}</p>`;
  }

  #value(source: SharedSource | ReportSource, { name, label }: Parameter) {
    const { [name]: held = '' } = source.parameters ?? {};
    const words = this.host.i18n.label(label, name);
    return html`<li class="line">
      <span style="width:140px">${words}</span>
      <td-expression-input
        class="grow"
        .label=${words}
        .value=${held}
        .help=${this.help}
        @td-value=${(event: CustomEvent<string | null>) => {
          event.stopPropagation();
          const { [name]: _held, ...rest } = source.parameters ?? {};
          const given = event.detail === null ? rest : { ...rest, [name]: event.detail };
          const { parameters: _parameters, ...bare } = source;
          this.#set(Object.keys(given).length === 0 ? bare : { ...bare, parameters: given }, `given ${name}`);
        }}
        @td-done=${() => this.desk.open.endGesture()}
      ></td-expression-input>
    </li>`;
  } // prettier-ignore

  #set(source: Source, key?: string): void {
    this.desk.change({ ...this.desk.part!, source }, this.w('dataset.step.source'), key);
  }
}
