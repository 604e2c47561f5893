/**
 * `<td-import-trial>`: the first rows of a sample as they would become records, and what is said of them. The sample stays in
 * this browser; only the records that look-ups mean are asked for.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Finding } from '../../metadata/import/findings.js';
import type { ColumnPlan } from '../../metadata/import/plan.js';
import { createTextContext } from '../../metadata/import/text-context.js';
import type { WantedKeys } from '../../metadata/import/wanted-keys.js';
import type { ImportMapDocument } from '../../metadata/schema/app.js';
import type { Problem, Value } from '../../metadata/value.js';
import { wordsOf } from '../../metadata/words.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import { isEmpty, isReference, NO_VALUE, readPath, type RecordPage } from '../../runtime/data/record.js';
import { labelOf } from '../../runtime/data/search-references.js';
import { createFieldHost, findingText } from '../../runtime/host/field-host.js';
import { createRules } from '../../runtime/record/open-record.js';
import '../../runtime/ui/states.js';
import { TdElement } from '../td-element.js';
import { formPageStyles } from '../workbench/form-page-styles.js';
import { frameTableStyles } from '../workbench/frame-table-styles.js';
import { designStyles } from '../workbench/workbench-styles.js';
import type { SampleFile } from './sample-file.js';
import { tryRows, type FoundRecord, type TriedCell, type TriedFile } from './trial.js';

const triedRows = 50;
const shownRows = 6;
const shownFindings = 12;
/** Milliseconds without a change until the rows are tried anew. */
const rest = 350;

@customElement('td-import-trial')
export class TdImportTrial extends TdElement {
  /** Undefined while the document has mistakes. */
  @property({ attribute: false }) map: ImportMapDocument | undefined;
  @property({ attribute: false }) sample: SampleFile | undefined;
  @state() private tried: TriedFile | undefined;
  @state() private problems: readonly Problem[] = [];
  @state() private failure = '';
  #asked = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    designStyles,
    formPageStyles,
    frameTableStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
        background: none;
        overflow: visible;
      }
      td.wrong {
        color: var(--tr-bad);
        white-space: normal;
        min-width: 160px;
      }
      tr.left > * {
        background: var(--tr-bad-soft);
      }
      .frame small {
        display: block;
        font: 400 11px/14px var(--tr-font-mono);
        color: var(--tr-text-3);
      }
      .said li.bad {
        color: var(--tr-bad);
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#asked = '';
  }

  protected override willUpdate(): void {
    const { map, sample } = this;
    const asked = map && sample ? JSON.stringify([map, sample.heads, sample.rows.length]) : '';
    if (asked === this.#asked) return;
    const isFirst = this.#asked === '';
    this.#asked = asked;
    clearTimeout(this.#timer);
    if (map && sample) this.#timer = setTimeout(() => void this.#try(asked, map, sample), isFirst ? 0 : rest);
  }

  async #try(asked: string, map: ImportMapDocument, sample: SampleFile): Promise<void> {
    const { host, model, registries } = this.session;
    try {
      await host.app.ensureFunctions();
      const { context } = createRules(host).surroundings;
      const text = createTextContext(model, model.settings.language);
      const tools = { model, functions: registries.function, text, evaluation: context, find: (wanted: WantedKeys) => this.#find(wanted) }; // prettier-ignore
      const tried = await tryRows(map, sample.heads, sample.rows.slice(0, triedRows), tools);
      if (asked !== this.#asked) return;
      this.failure = '';
      this.problems = 'problems' in tried ? tried.problems : [];
      this.tried = 'problems' in tried ? undefined : tried;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (asked === this.#asked) this.failure = error.message;
    }
  }

  async #find({ entity, field, keys, reads }: WantedKeys): Promise<readonly FoundRecord[]> {
    const { host } = this.session;
    const known = host.app.entity(entity);
    if (!known || !host.app.access(entity)?.read) return [];
    const fields = [...new Set(['id', field, ...known.nameFields, ...reads])].filter((path) => path === 'id' || host.app.path(entity, path) !== undefined); // prettier-ignore
    const filter = JSON.stringify({ field, op: 'in', value: [...keys] });
    const { rows } = await host.api.get<RecordPage>(`/records/${encodeURIComponent(entity)}`, { fields: fields.join(','), filter, limit: 200 }); // prettier-ignore
    return rows.map((row) => {
      const values = Object.fromEntries(fields.map((path) => [path, storedValue(readPath(row, path))]));
      return { id: row.id, label: labelOf(row, known.nameFields), values };
    });
  }

  override render() {
    const { map, sample, tried } = this;
    if (!sample) return html`<p class="hint">${this.w('importMap.noSample')}</p>`;
    if (!map) return html`<p class="hint">${this.w('importMap.wrong')}</p>`;
    if (this.failure) return html`<tr-state kind="failed" .heading=${this.w('importMap.failed')} .text=${this.failure}></tr-state>`;
    if (this.problems.length > 0) return html`<ul class="said">${this.problems.map((each) => html`<li class="bad">${this.session.words.tell(wordsOf(each))}</li>`)}</ul>`;
    if (!tried) return html`<tr-skeleton .rows=${4} .columns=${4} aria-busy="true"></tr-skeleton>`;
    const taken = tried.rows.filter(({ isTaken }) => isTaken).length;
    return html`<p class="hint" role="status">${this.w('importMap.tried', { count: tried.rows.length, taken, left: tried.rows.length - taken })}</p>
      ${this.#table(tried)}
      ${tried.later.length > 0 ? html`<p class="hint">${this.w('importMap.later', { names: tried.later.map((each) => this.#label(each)).join(', ') })}</p>` : nothing}
      ${sample.broken.length > 0 ? html`<p class="finding">${this.w('importMap.broken', { count: sample.broken.length, line: sample.broken[0]! })}</p>` : nothing}
      ${this.#said(tried.findings)}`;
  } // prettier-ignore

  #label({ field, path }: ColumnPlan): string {
    return this.host.i18n.label(field.label, path);
  }

  #table({ columns, rows }: TriedFile) {
    // Those that are not taken are shown before others: they are what is looked for.
    const shown = [...rows].sort((a, b) => Number(a.isTaken) - Number(b.isTaken)).slice(0, shownRows).sort((a, b) => a.line - b.line); // prettier-ignore
    return html`<div class="frame" tabindex="0" role="group" aria-label=${this.w('importMap.becomes')}>
      <table>
        <thead><tr><th scope="col">${this.w('importMap.line')}</th>${columns.map((each) => html`<th scope="col">${this.#label(each)}<small>${each.head ?? 'ƒ'}</small></th>`)}</tr></thead>
        <tbody>
          ${shown.map(({ line, cells, isTaken }) => html`<tr class=${isTaken ? '' : 'left'}><th scope="row">${line}</th>${cells.map((cell, index) => this.#cell(columns[index]!, cell))}</tr>`)}
        </tbody>
      </table>
    </div>`;
  } // prettier-ignore

  #cell(column: ColumnPlan, { value, label, problem }: TriedCell) {
    const { host } = this.session;
    if (problem) return html`<td class="wrong">${findingText(host.i18n, problem.code, this.session.words.tell(wordsOf(problem)), this.#label(column))}</td>`; // prettier-ignore
    const shown = typeof value === 'string' && column.field.target !== undefined ? { id: value, label: label ?? value } : value; // prettier-ignore
    const text = isEmpty(shown) ? NO_VALUE : host.fields.get(column.field.type.id).text(shown, column.field, createFieldHost(host)); // prettier-ignore
    return html`<td>${text}</td>`;
  }

  #said(all: readonly Finding[]) {
    if (all.length === 0) return nothing;
    const findings = [...all].sort((a, b) => Number(a.severity !== 'error') - Number(b.severity !== 'error'));
    const { i18n } = this.host;
    return html`<div><p class="label">${this.w('importMap.said')}</p><ul class="said">
        ${findings.slice(0, shownFindings).map((each) => html`<li class=${each.severity === 'error' ? 'bad' : ''}>${each.head === undefined ? nothing : html`<span>${each.head}</span>`}${each.label === undefined ? this.session.words.tell(wordsOf(each)) : i18n.label(each.label, '')}<span>${this.w('importMap.times', { count: each.count, line: each.lines[0] ?? 0 })}</span></li>`)}
      </ul>${findings.length > shownFindings ? html`<p class="hint">${this.w('importMap.more', { count: findings.length - shownFindings })}</p>` : nothing}</div>`;
  } // prettier-ignore
}

const storedValue = (value: unknown): Value => (isReference(value) ? value.id : ((value ?? null) as Value));
