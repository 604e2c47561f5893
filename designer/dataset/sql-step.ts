/** `<td-sql-step>`: SQL of a dataset, with its parameters and what its columns are. Without the right to SQL none of it is shown. */
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { sqlColumns } from '../../metadata/dataset/sql-columns.js';
import { statementOf } from '../../metadata/dataset/statement-of.js';
import type { SqlSource } from '../../metadata/schema/dataset.js';
import '../../runtime/ui/states.js';
import '../inspector/name-input.js';
import type { KnownName } from '../json/names.js';
import { addOperation } from '../session/set-value.js';
import { TdElement } from '../td-element.js';
import { parametersId, type DatasetDesk } from './dataset-desk.js';
import { datasetStyles } from './dataset-styles.js';
import { inSql } from './parameter-uses.js';
import './sql-input.js';
import { tablesIn } from './sql-language.js';

@customElement('td-sql-step')
export class TdSqlStep extends TdElement {
  @property({ attribute: false }) desk!: DatasetDesk;
  static override styles = datasetStyles;

  override render() {
    const { desk } = this;
    if (!desk.mayWriteSql) {
      return html`<tr-state kind="forbidden" .heading=${this.w('dataset.sqlHidden')} .text=${this.w('dataset.sqlHiddenText')}></tr-state>`; // prettier-ignore
    }
    const source = desk.part!.source as SqlSource;
    const connections = this.session.headsOf('connection').filter((head) => !head.removed);
    const declared = new Set(desk.parameters.map(({ name }) => name));
    const missing = inSql(source.sql).filter((name) => !declared.has(name));
    return html`${
        connections.length === 0 && source.connection === undefined
          ? nothing
          : html`<div class="line" style="margin-bottom:8px">
              <label class="line"
                >${this.w('dataset.connection')}<select class="in" @change=${(event: Event) => {
                  const name = (event.currentTarget as HTMLSelectElement).value;
                  const { connection: _connection, ...rest } = source;
                  this.#set(name === '' ? rest : { ...rest, connection: name });
                }}>
                  <option value="" .selected=${live(source.connection === undefined)}>${this.w('dataset.thisSite')}</option>
                  ${connections.map((head) => html`<option value=${head.name} .selected=${live(head.name === source.connection)}>${this.session.label(head)}</option>`)}
                </select></label
              >
            </div>`
      }
      <td-sql-input
        .desk=${desk}
        .value=${source.sql}
        ?foreign=${source.connection !== undefined}
        @td-value=${(event: CustomEvent<string>) => this.#set({ ...source, sql: event.detail === '' ? ' ' : event.detail }, 'sql')}
        @td-done=${() => desk.open.endGesture()}
        @td-run=${() => desk.run(desk.chosen === parametersId ? 'source' : desk.chosen)}
        @td-undo=${() => desk.open.undo()}
        @td-redo=${() => desk.open.redo()}
      ></td-sql-input>
      ${missing.map((name) => html`<button type="button" class="link" @click=${() => this.#declare(name)}>${this.w('dataset.declare', { name })}</button>`)}
      <p class="hint">${this.w('dataset.sqlKeys')}</p>
      ${this.#columns(source)}`;
  } // prettier-ignore

  /** What a column is: a field gives it type, label and the rights on it. */
  #columns(source: SqlSource) {
    const names = (statementOf(source)?.outputs ?? []).flatMap(({ name }) => (name === undefined ? [] : [name]));
    const seen = this.desk.previewOf('source');
    const shown = names.length > 0 ? names : seen?.state === 'done' ? seen.answer.columns.map(({ name }) => name) : [];
    const all = [...new Set([...shown, ...Object.keys(source.fields ?? {})])];
    if (all.length === 0) return nothing;
    const choices = this.#fields(source);
    return html`<details>
      <summary class="link">${this.w('dataset.columnFields', { count: all.length })}</summary>
      <p class="hint">${this.w('dataset.columnFieldsText')}</p>
      <ul class="lines">
        ${all.map(
          (name) =>
            html`<li class="line"><code class="mono" style="min-width:120px">${name}</code>
              <td-name-input class="grow" .label=${this.w('dataset.fieldOf', { name })} .placeholder=${this.w('dataset.byItsValues')} .value=${source.fields?.[name] ?? ''} .names=${choices} @td-value=${(event: CustomEvent<string | null>) => {
                event.stopPropagation();
                this.#map(source, name, event.detail);
              }}></td-name-input></li>`,
        )}
      </ul>
      <button type="button" class="link" @click=${() => this.desk.open.select([...this.desk.at, 'source'])}>${this.w('dataset.rowRules')}</button>
    </details>`;
  } // prettier-ignore

  #fields({ sql, connection }: SqlSource): readonly KnownName[] {
    const { model } = this.desk;
    const { i18n } = this.host;
    const named = connection === undefined ? [...new Set(tablesIn(sql, model).values())] : [...model.entities.keys()];
    return named.flatMap((name) => {
      const entity = model.entities.get(name)!;
      const fields = [...new Set([...sqlColumns(entity).values()].map(({ field }) => field))];
      return fields.map((field) => ({ name: `${name}.${field.name}`, label: `${i18n.label(entity.label)} › ${i18n.label(field.label)}` })); // prettier-ignore
    });
  }

  #map(source: SqlSource, name: string, path: string | null): void {
    const { [name]: _held, ...rest } = source.fields ?? {};
    const fields = path === null ? rest : { ...rest, [name]: path };
    const { fields: _fields, ...bare } = source;
    this.#set(Object.keys(fields).length === 0 ? bare : { ...bare, fields });
  }

  #set(source: SqlSource, key?: string): void {
    this.desk.change({ ...this.desk.part!, source }, 'SQL', key);
  }

  #declare(name: string): void {
    const { open } = this.desk;
    open.apply(addOperation(open.value, ['parameters'], { name, type: 'text' }), { label: name });
    open.endGesture();
    this.desk.choose(parametersId);
  }
}
