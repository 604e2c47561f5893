/**
 * `<td-columns-step>`: what the columns of a query are. Of rows: fields, picked through look-ups. Of groups: by what they
 * are made (dates by a part of them), and the figures of each, some with a condition of their own.
 */
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import {
  aggregates,
  grains,
  type Aggregate,
  type Filter,
  type Grain,
  type Select,
} from '../../metadata/schema/query.js';
import { NAME_PATTERN } from '../../metadata/schema/common.js';
import type { Field } from '../../metadata/model/model.js';
import { iconButton } from '../../runtime/ui/parts.js';
import type { ExpressionHelp } from '../inspector/expression-input.js';
import '../inspector/name-input.js';
import type { TdNameInput } from '../inspector/name-input.js';
import { TdElement } from '../td-element.js';
import './condition-slot.js';
import type { DatasetDesk } from './dataset-desk.js';
import { datasetStyles } from './dataset-styles.js';
import { fieldAt, firstFields, isDate, isNumber } from './field-choices.js';
import { namesOfFields } from './field-names.js';
import { addSelect, moveSelect, removeSelect, setSelect, unsummarise } from './gestures.js';
import { selectWords } from './step-words.js';
import { isGrouped, nameOfSelect } from './steps.js';

/** Figures that only numbers have. */
const ofNumbers: ReadonlySet<Aggregate> = new Set(['sum', 'avg']);

@customElement('td-columns-step')
export class TdColumnsStep extends TdElement {
  @property({ attribute: false }) desk!: DatasetDesk;
  @property({ attribute: false }) help: ExpressionHelp | undefined;
  /** The figure whose condition is open. */
  @state() private conditionOf = -1;

  static override styles = datasetStyles;

  override render() {
    const { query } = this.desk;
    if (!query) return nothing;
    const items = query.select.map((select, index) => ({ select, index }));
    if (!isGrouped(query)) {
      return html`<ul class="lines">${items.map(({ select, index }) => this.#column(select, index))}</ul>
        ${this.#adder(this.w('dataset.addColumn'), (path) => ({ path }))}`; // prettier-ignore
    }
    const groups = items.filter(({ select }) => select.aggregate === undefined);
    const figures = items.filter(({ select }) => select.aggregate !== undefined);
    return html`<div class="block" role="group" aria-label=${this.w('dataset.groupBy')}>
        <p class="lead">${this.w('dataset.groupBy')}</p>
        <ul class="lines">${groups.map(({ select, index }) => this.#column(select, index))}</ul>
        ${this.#adder(this.w('dataset.addGroup'), (path, field) => (isDate(field) ? { path, grain: 'month' } : { path }))}
      </div>
      <div class="block" role="group" aria-label=${this.w('dataset.figures')}>
        <p class="lead">${this.w('dataset.figures')}</p>
        <ul class="lines">${figures.map(({ select, index }) => this.#figure(select, index))}</ul>
        <div class="line">
          ${this.#adder(this.w('dataset.addFigure'), (path, field) => ({ path, aggregate: isNumber(field) ? 'sum' : 'countDistinct' }))}
          <button type="button" class="link" @click=${() => this.#add({ aggregate: 'count' })}>${this.w('dataset.countRows')}</button>
        </div>
      </div>
      <p class="hint">
        ${this.w('dataset.bucketHint')}
        <button type="button" class="link" @click=${() => this.desk.change(unsummarise(this.desk.part!, firstFields(this.desk.model, query.entity)), this.w('dataset.unsummarise'))}>${this.w('dataset.unsummarise')}</button>
      </p>`;
  } // prettier-ignore

  /* ---------------------------------------------------------------- one column */

  #column(select: Select, index: number) {
    const field = this.#field(select);
    return html`<li class="line">
      <td-name-input
        class="grow"
        required
        .label=${this.w('dataset.fieldOf', { name: nameOfSelect(select) })}
        .value=${select.path ?? ''}
        .names=${namesOfFields(this.desk)}
        @td-value=${(event: CustomEvent<string | null>) => this.#path(select, index, event.detail)}
      ></td-name-input>
      ${isDate(field) ? this.#grain(select, index) : nothing} ${this.#name(select, index)} ${this.#acts(select, index)}
    </li>`;
  }

  #figure(select: Select, index: number) {
    const field = this.#field(select);
    const choices = aggregates.filter((each) => select.path === undefined ? each === 'count' : !ofNumbers.has(each) || isNumber(field)); // prettier-ignore
    const has = select.where !== undefined;
    return html`<li>
      <div class="line">
        <select
          class="in"
          aria-label=${this.w('dataset.figureOf', { name: nameOfSelect(select) })}
          @change=${(event: Event) => this.#aggregate(select, index, (event.currentTarget as HTMLSelectElement).value as Aggregate)}
        >
          ${choices.map((each) => html`<option value=${each} .selected=${live(each === select.aggregate)}>${this.session.words.find(`choice.${each}`) ?? each}</option>`)}
        </select>
        ${
          select.path === undefined
            ? html`<span class="grow">${this.w('dataset.ofRows')}</span>`
            : html`<td-name-input
                class="grow"
                required
                .label=${this.w('dataset.fieldOf', { name: nameOfSelect(select) })}
                .value=${select.path}
                .names=${namesOfFields(this.desk)}
                @td-value=${(event: CustomEvent<string | null>) => this.#path(select, index, event.detail)}
              ></td-name-input>`
        }
        ${this.#name(select, index)}
        <button type="button" class="link" aria-expanded=${this.conditionOf === index} @click=${() => (this.conditionOf = this.conditionOf === index ? -1 : index)}>
          ${this.w(has ? 'dataset.ownCondition' : 'dataset.addCondition')}
        </button>
        ${this.#acts(select, index)}
      </div>
      ${
        this.conditionOf === index
          ? html`<div class="inset">
              <td-condition-slot
                .desk=${this.desk}
                .help=${this.help}
                .value=${select.where}
                .label=${this.w('dataset.conditionOf', { name: nameOfSelect(select) })}
                @td-value=${(event: CustomEvent<Filter | null>) => this.#condition(select, index, event.detail ?? undefined)}
              ></td-condition-slot>
            </div>`
          : nothing
      }
    </li>`;
  } // prettier-ignore

  #grain(select: Select, index: number) {
    return html`<select
      class="in"
      aria-label=${this.w('dataset.grainOf', { name: nameOfSelect(select) })}
      @change=${(event: Event) => {
        const { grain: _grain, ...rest } = select;
        const grain = (event.currentTarget as HTMLSelectElement).value;
        this.#set(index, grain === '' ? rest : { ...rest, grain: grain as Grain });
      }}
    >
      <option value="" .selected=${live(select.grain === undefined)}>${this.w('dataset.asItIs')}</option>
      ${grains.map((each) => html`<option value=${each} .selected=${live(each === select.grain)}>${this.session.words.find(`choice.${each}`) ?? each}</option>`)}
    </select>`; // prettier-ignore
  }

  #name(select: Select, index: number) {
    return html`<input
      class="in name mono"
      aria-label=${this.w('dataset.nameOf', { name: selectWords(select, this.desk) })}
      data-tip=${this.w('dataset.nameTip')}
      maxlength="41"
      .value=${live(nameOfSelect(select))}
      @change=${(event: Event) => this.#rename(select, index, event.currentTarget as HTMLInputElement)}
    />`;
  }

  #acts(select: Select, index: number) {
    const name = selectWords(select, this.desk);
    const { select: all } = this.desk.query!;
    const isLast = all.length < 2;
    const mates = all.map((each, at) => ({ each, at })).filter(({ each }) => (each.aggregate === undefined) === (select.aggregate === undefined)); // prettier-ignore
    const isFirst = mates[0]?.at === index;
    return html`${isFirst ? nothing : iconButton({ label: this.w('dataset.moveUp', { name }), icon: 'arrow-up', size: 'xs', run: () => this.desk.change(moveSelect(this.desk.part!, index, -1), name) })}
    ${iconButton({ label: this.w('list.removeOf', { name }), icon: 'x', size: 'xs', disabled: isLast, run: () => this.desk.change(removeSelect(this.desk.part!, index), name) })}`; // prettier-ignore
  }

  /* ---------------------------------------------------------------- changes */

  #adder(label: string, make: (path: string, field: Field | undefined) => Select) {
    return html`<div class="line">
      <td-name-input
        class="grow add"
        .label=${label}
        .placeholder=${label}
        .value=${''}
        .names=${namesOfFields(this.desk)}
        @td-value=${(event: CustomEvent<string | null>) => {
          const input = event.currentTarget as TdNameInput;
          const path = event.detail;
          if (path === null) return;
          input.value = '';
          this.#add(make(path, fieldAt(this.desk.model, this.desk.query!.entity, path)));
        }}
      ></td-name-input>
    </div>`;
  }

  #add(select: Select): void {
    this.desk.change(addSelect(this.desk.part!, select), selectWords(select, this.desk));
  }

  #set(index: number, select: Select): void {
    const find = (type: string) => this.session.registries.transform.find(type);
    this.desk.change(setSelect(this.desk.part!, index, select, find), selectWords(select, this.desk));
  }

  #path(select: Select, index: number, path: string | null): void {
    if (path === null || path === select.path) return;
    const field = fieldAt(this.desk.model, this.desk.query!.entity, path);
    const { grain, aggregate, ...rest } = select;
    const keeps = { ...(grain && isDate(field) ? { grain } : {}), ...(aggregate ? { aggregate: ofNumbers.has(aggregate) && !isNumber(field) ? ('count' as const) : aggregate } : {}) }; // prettier-ignore
    this.#set(index, { ...rest, path, ...keeps });
  }

  #aggregate(select: Select, index: number, aggregate: Aggregate): void {
    this.#set(index, { ...select, aggregate });
  }

  #condition(select: Select, index: number, where: Filter | undefined): void {
    const { where: _where, ...rest } = select;
    const isNone = where === undefined || ('and' in where && where.and.length === 0);
    this.#set(index, isNone ? rest : { ...rest, where });
  }

  #rename(select: Select, index: number, input: HTMLInputElement): void {
    const name = input.value.trim();
    const isTaken = this.desk.query!.select.some((each, at) => at !== index && nameOfSelect(each) === name);
    if (name === nameOfSelect(select)) return;
    if (!new RegExp(NAME_PATTERN, 'u').test(name) || isTaken) {
      input.setCustomValidity(this.w(isTaken ? 'dataset.nameTaken' : 'dataset.badName'));
      input.reportValidity();
      input.value = nameOfSelect(select);
      input.setCustomValidity('');
      return;
    }
    this.#set(index, { ...select, as: name });
  }

  #field({ path }: Select): Field | undefined {
    return path === undefined ? undefined : fieldAt(this.desk.model, this.desk.query!.entity, path);
  }
}
