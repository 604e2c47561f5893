/**
 * `<td-transform-step>`: the options of a transform by its own schema, drawn by the parts of the inspector; names of columns
 * are chosen among those that come in. A computed column has the editor of formulas over these.
 */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { ResultColumn } from '../../metadata/contributions.js';
import { transformSteps } from '../../metadata/document/dataset-columns.js';
import { compileExpression, type CompiledExpression } from '../../metadata/expression/compile.js';
import { parseExpression } from '../../metadata/expression/parse.js';
import type { Problem, ValueType } from '../../metadata/value.js';
import { drawControl, isWide, type ControlContext } from '../inspector/controls.js';
import '../inspector/expression-input.js';
import { keyLabel } from '../inspector/key-words.js';
import { propertiesAt, type Property } from '../inspector/properties.js';
import { inspectorStyles } from '../inspector/inspector-styles.js';
import type { HelpContext } from '../json/editor-help.js';
import type { KnownName, Names } from '../json/names.js';
import { schemaRoot } from '../json/schema-walk.js';
import { setOperation } from '../session/set-value.js';
import { TdElement } from '../td-element.js';
import type { DatasetDesk } from './dataset-desk.js';
import { datasetStyles } from './dataset-styles.js';
import { upTo } from './steps.js';

@customElement('td-transform-step')
export class TdTransformStep extends TdElement {
  @property({ attribute: false }) desk!: DatasetDesk;
  @property({ type: Number }) index = 0;
  @property({ attribute: false }) help!: HelpContext;
  @property({ attribute: false }) problems: readonly Problem[] = [];

  static override styles = [
    inspectorStyles,
    datasetStyles,
    css`
      .options {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(300px, 1fr));
        gap: 8px 24px;
        align-items: start;
      }
      .row.wide {
        grid-column: 1 / -1;
        max-width: 680px;
      }
    `,
  ];

  override render() {
    const { desk } = this;
    const transform = desk.part?.transforms?.[this.index];
    if (!transform) return nothing;
    const path = [...desk.at, 'transforms', this.index, 'options'];
    const names: Names = { ...this.help.names, fields: () => this.#known() };
    const input = { root: schemaRoot(this.help.schema), document: desk.open.value, names };
    const properties = propertiesAt(input, path);
    if (properties.length === 0) return html`<p class="hint">${this.w('inspector.nothing')}</p>`;
    return html`<div class="options">${properties.map((each) => this.#row(each))}</div>`;
  }

  #row(property: Property): TemplateResult {
    // A formula says itself what is wrong, with the place.
    const tells = property.control === 'expression' && this.#compile(String(property.value ?? '')).problems.length > 0;
    const findings = tells ? [] : this.problems.filter(({ path }) => path === property.pointer || path.startsWith(`${property.pointer}/`)); // prettier-ignore
    const label = keyLabel(this.session, property.key, 'options');
    const wide = isWide(property) && property.control !== 'names' && property.control !== 'choices';
    return html`<div class="row ${wide ? 'wide' : ''}">
      <span class="name"
        >${label}${property.required ? html` <span class="req" aria-hidden="true">*</span>` : nothing}</span
      >
      ${this.#control(property, label, findings.length > 0)}
      ${findings.map(({ message }) => html`<p class="finding" role="status">${message}</p>`)}
    </div>`;
  }

  #control(property: Property, label: string, invalid: boolean) {
    const change = (value: unknown) => this.#change(property, value);
    if (property.control === 'expression') return this.#formula(property, label, invalid);
    if (isColumn(property.schema)) return this.#columns(String(property.value ?? ''), label, change, property.required);
    const tuple = columnsOfTuple(property.schema);
    if (tuple > 0) {
      const held = Array.isArray(property.value) ? property.value.map(String) : [];
      return html`<div class="line">${Array.from({ length: tuple }, (_, at) => this.#columns(held[at] ?? '', `${label} ${at + 1}`, (value) => change(Array.from({ length: tuple }, (_each, place) => (place === at ? value : (held[place] ?? '')))), true))}</div>`; // prettier-ignore
    }
    if (isColumnList(property.schema)) return this.#columnList(property, label);
    if (['items', 'map', 'entries', 'part', 'switch'].includes(property.control)) return this.#holder(property, label, change); // prettier-ignore
    return drawControl(property, this.#context(property, label, invalid));
  }

  #columns(value: string, label: string, change: (value: unknown) => void, required: boolean) {
    const names = (this.#input() ?? []).map(({ name }) => name);
    const choices = value === '' || names.includes(value) ? names : [value, ...names];
    return html`<select class="in" aria-label=${label} @change=${(event: Event) => change((event.currentTarget as HTMLSelectElement).value || undefined)}>
      ${required && value !== '' ? nothing : html`<option value="" .selected=${live(value === '')}>${this.w('inspector.unset')}</option>`}
      ${choices.map((name) => html`<option value=${name} .selected=${live(name === value)}>${name}</option>`)}
    </select>`; // prettier-ignore
  }

  #columnList(property: Property, label: string) {
    const held = Array.isArray(property.value) ? property.value.map(String) : [];
    const names = [...new Set([...held, ...(this.#input() ?? []).map(({ name }) => name)])];
    return html`<div class="checks" role="group" aria-label=${label}>
      ${names.map((name) => html`<label class="check"><input type="checkbox" .checked=${live(held.includes(name))} @change=${(event: Event) => this.#change(property, (event.currentTarget as HTMLInputElement).checked ? [...held, name] : held.filter((each) => each !== name))} />${name}</label>`)}
    </div>`; // prettier-ignore
  }

  /** Lists of parts are edited in the inspector, at the right. */
  #holder(property: Property, label: string, change: (value: unknown) => void) {
    if (property.control === 'switch') return html`<label class="check"><input type="checkbox" aria-label=${label} .checked=${live(property.value === true)} @change=${(event: Event) => change((event.currentTarget as HTMLInputElement).checked || undefined)} /></label>`; // prettier-ignore
    const count = Array.isArray(property.value) ? property.value.length : 0;
    return html`<button type="button" class="link" style="justify-self:start" @click=${() => this.desk.open.select(property.path.slice(0, -1))}>${this.w('dataset.inInspector', { count })}</button>`; // prettier-ignore
  }

  /** With its type: what the formula gives is what the column is. */
  #formula(property: Property, label: string, invalid: boolean) {
    const known = this.#known();
    const text = typeof property.value === 'string' ? property.value : '';
    const compiled = this.#compile(text);
    const [wrong] = text.trim() === '' ? [] : compiled.problems;
    // What cannot be read at all is said by the editor.
    const isSyntax = parseExpression(text).problems.length > 0;
    return html`<div>
      <td-expression-input
        .value=${text}
        .label=${label}
        entity="columns"
        .help=${{ names: { ...this.help.names, fields: () => known }, functions: this.help.functions, label: this.help.label }}
        ?invalid=${invalid}
        @td-value=${(event: CustomEvent<string | null>) => this.#setFormula(property, event.detail ?? '')}
        @td-done=${() => this.desk.open.endGesture()}
        @td-undo=${() => this.desk.open.undo()}
        @td-redo=${() => this.desk.open.redo()}
      ></td-expression-input>
      ${wrong && !isSyntax && !invalid ? html`<p class="finding" role="status">${this.w('dataset.atColumn', { column: wrong.from + 1 })} ${this.session.words.tell(wrong)}</p>` : nothing}
      ${!wrong && text.trim() !== '' && compiled.type !== 'any' ? html`<p class="hint">${this.w('dataset.gives', { type: this.session.words.find(`choice.type.${compiled.type}`) ?? compiled.type })}</p>` : nothing}
    </div>`; // prettier-ignore
  }

  /** Over the columns that come in; while these are not known any name is. */
  #compile(text: string): CompiledExpression {
    const columns = this.#input();
    const types = new Map<string, ValueType>((columns ?? []).map(({ name, type }) => [name, type]));
    const field = ([name, ...rest]: readonly string[]): ValueType | undefined => (columns ? (rest.length === 0 ? types.get(name!) : undefined) : 'any'); // prettier-ignore
    return compileExpression(text, { functions: this.session.registries.function, field, known: (kind) => (kind === 'field' ? [...types.keys()] : []) }); // prettier-ignore
  }

  /** What the formula gives is what the column is; a number need not be said. */
  #setFormula(property: Property, expression: string): void {
    const held = this.desk.part?.transforms?.[this.index]?.options ?? {};
    const { type: stated, ...rest } = held;
    const { type, problems } = this.#compile(expression);
    const given = problems.length > 0 || type === 'any' ? stated : ({ datetime: 'date', date: 'date', text: 'text', id: 'text', boolean: 'boolean' } as const)[type as 'date']; // prettier-ignore
    const options = { ...rest, expression, ...(given === undefined ? {} : { type: given }) };
    const { open } = this.desk;
    open.apply(setOperation(open.value, property.path.slice(0, -1), options), { label: keyLabel(this.session, 'expression', 'options'), key: `formula ${this.index}` }); // prettier-ignore
    this.desk.tell();
  }

  #context(property: Property, label: string, invalid: boolean): ControlContext {
    return {
      host: this.host,
      label,
      invalid,
      readonly: this.desk.open.isRemoved,
      help: this.help,
      entity: undefined,
      unset: this.w('inspector.unset'),
      broken: this.w('json.broken'),
      choiceLabel: (value) => (typeof value === 'string' ? (this.session.words.find(`choice.${property.key}.${value}`) ?? this.session.words.find(`choice.${value}`) ?? value) : String(value)),
      namesAfter: () => this.#known(),
      change: (value) => this.#change(property, value, `${property.pointer}`),
      done: () => this.desk.open.endGesture(),
    }; // prettier-ignore
  }

  #change(property: Property, value: unknown, key?: string): void {
    const { open } = this.desk;
    const label = keyLabel(this.session, property.key, 'options');
    open.apply(setOperation(open.value, property.path, value), { label, ...(key === undefined ? {} : { key }) });
    if (key === undefined) open.endGesture();
    this.desk.tell();
  }

  /** The columns that come in; what a preview has shown where they are not known before it is read. */
  #input(): readonly ResultColumn[] | undefined {
    const { desk } = this;
    const part = desk.part!;
    const before = desk.steps[desk.steps.findIndex(({ id }) => id === `transform:${this.index}`) - 1]!;
    const seen = desk.previewOf(before.id);
    if (seen?.state === 'done') return seen.answer.columns;
    try {
      const step = transformSteps({ source: part.source, transforms: upTo(part, `transform:${this.index}`).transforms }, desk.session)[this.index]; // prettier-ignore
      return step?.input;
    } catch {
      return undefined;
    }
  }

  #known(): readonly KnownName[] {
    return (this.#input() ?? []).map(({ name, label, type }) => ({ name, label, detail: type }));
  }
}

type Schema = Readonly<Record<string, unknown>>;

/** As metadata/transforms/columns.ts writes the name of a column that comes in. */
const isColumn = (schema: Schema): boolean => schema['type'] === 'string' && schema['minLength'] === 1 && schema['maxLength'] === 60 && schema['pattern'] === undefined; // prettier-ignore

const columnsOfTuple = ({ type, items }: Schema): number =>
  type === 'array' && Array.isArray(items) && items.every((each) => isColumn(each as Schema)) ? items.length : 0;

const isColumnList = ({ type, items }: Schema): boolean =>
  type === 'array' && typeof items === 'object' && items !== null && !Array.isArray(items) && isColumn(items as Schema);
