/** Parts of the filter builder as templates: a group with its adders, a condition, related records, a segment. */
import { html, nothing } from 'lit';
import type { Field } from '../../../metadata/model/model.js';
import type { Aggregate, Filter, FilterOperator } from '../../../metadata/schema/query.js';
import type { FieldHost } from '../../host/field-views.js';
import type { Host } from '../../host/host.js';
import type { StringKey } from '../../ui/i18n.js';
import { icon } from '../../ui/icon.js';
import { draftFor, isOwnOperator, operatorsOf, withOperator, type FilterDraft } from '../filter-draft.js';
import { valueEditors } from '../filter-editors.js';
import { aggregateWord, filterSentence, relatedEntity, relationLabel, segmentLabel } from '../filter-sentence.js';
import { operatorWord, type OperandWords } from '../filter-words.js';
import { fieldGroups, figureChoices, pathLabel, relationChoices, segmentChoices } from './filter-choices.js';
import {
  emptyGroup,
  mostLevels,
  newRelation,
  type FilterNode,
  type GroupNode,
  type Join,
  type Place,
  type Quantifier,
  type RelationNode,
} from './filter-tree.js';

export interface Building {
  readonly host: Host;
  readonly fieldHost: FieldHost;
  /** The entity that the paths of this group start at. */
  readonly entity: string;
  /** Values that come from elsewhere; lists have none. */
  readonly operands?: OperandParts;
  change(place: Place, change: (node: FilterNode) => FilterNode): void;
  add(place: Place, node: FilterNode): void;
  remove(place: Place): void;
}

/** How a designer edits values that a list does not know: parameters, formulas, and what no editor can show. */
export interface OperandParts extends OperandWords {
  /** In place of the field's editor; undefined where that one is right. */
  editor(field: Field, draft: FilterDraft, change: (part: Partial<FilterDraft>) => void): unknown;
  /** Beside it: where the value comes from. */
  source(field: Field, draft: FilterDraft, change: (part: Partial<FilterDraft>) => void): unknown;
  /** A part of a filter that has no editor. */
  other(filter: Filter, change: (filter: Filter) => void): unknown;
}

const valueOf = (event: Event): string => (event.target as HTMLSelectElement).value;

/**
 * `level` counts groups from 1, related records' own included. The condition on related records (`isWhere`) goes with them
 * and cannot be taken away alone.
 */
export function groupPart(building: Building, group: GroupNode, place: Place, level: number, isWhere = false): unknown {
  const { host } = building;
  const { t } = { t: host.i18n.t.bind(host.i18n) };
  const joins: readonly (readonly [Join, StringKey])[] = [
    ['and', 'filter.all'],
    ['or', 'filter.any'],
    ['not', 'filter.noneOf'],
  ];
  return html`<div class="group" role="group" aria-label=${t('filter.group')} data-place=${place.join('.')}>
    <div class="line">
      <select
        aria-label=${t('filter.group')}
        @change=${(event: Event) => building.change(place, () => ({ ...group, join: valueOf(event) as Join }))}
      >
        ${joins.map(([join, key]) => html`<option value=${join} ?selected=${join === group.join}>${t(key)}</option>`)}
      </select>
      ${place.length > 0 && !isWhere ? removeButton(building, place) : nothing}
    </div>
    <div class="parts">${group.parts.map((part, index) => nodePart(building, part, [...place, index], level))}</div>
    ${adders(building, place, level)}
  </div>`;
}

function adders(building: Building, place: Place, level: number) {
  const { host, entity } = building;
  const { t } = { t: host.i18n.t.bind(host.i18n) };
  const add = (label: string, node: () => FilterNode) =>
    html`<button type="button" class="chip dash" @click=${() => building.add(place, node())}>
      ${icon('plus', 's')}${label}
    </button>`;
  const [relation] = relationChoices(host, entity);
  const [segment] = segmentChoices(host, entity);
  const first = fieldGroups(host, entity)[0]?.fields[0]?.path ?? 'id';
  const leaf = (): FilterNode => ({
    kind: 'leaf',
    draft: draftFor(first, host.app.path(entity, first)?.field, host.app.model),
  });
  return html`<div class="adders">
    ${add(t('filter.addCondition'), leaf)}
    ${level < mostLevels ? add(t('filter.addGroup'), () => ({ ...emptyGroup('or'), parts: [leaf()] })) : nothing}
    ${relation && level < mostLevels ? add(t('filter.addRelation'), () => newRelation(relation.name)) : nothing}
    ${segment ? add(t('filter.addSegment'), () => ({ kind: 'segment', name: segment.name })) : nothing}
  </div>`;
}

function nodePart(building: Building, node: FilterNode, place: Place, level: number): unknown {
  if (node.kind === 'group') return groupPart(building, node, place, level + 1);
  if (node.kind === 'leaf') return leafPart(building, node.draft, place);
  if (node.kind === 'relation') return relationPart(building, node, place, level);
  if (node.kind === 'segment') return segmentPart(building, node.name, place);
  const change = (filter: Filter) => building.change(place, () => ({ kind: 'other', filter }));
  return html`<div class="line">
    <div class="fixed">
      <span>${filterSentence({ ...building }, node.filter)}</span>${building.operands?.other(node.filter, change)}
    </div>
    ${removeButton(building, place)}
  </div>`;
}

function removeButton(building: Building, place: Place) {
  const label = building.host.i18n.t('filter.removePart');
  return html`<button
    type="button"
    class="ib xs remove"
    aria-label=${label}
    data-tip=${label}
    @click=${() => building.remove(place)}
  >
    ${icon('x', 's')}
  </button>`;
}

function leafPart(building: Building, draft: FilterDraft, place: Place) {
  const { host, entity, fieldHost } = building;
  const { t } = { t: host.i18n.t.bind(host.i18n) };
  const field = host.app.path(entity, draft.path)?.field;
  const set = (next: FilterDraft) => building.change(place, () => ({ kind: 'leaf', draft: next }));
  const word = (op: string) =>
    isOwnOperator(op) ? t(`operator.${op}` as StringKey) : operatorWord(host, field!, op as FilterOperator);
  const groups = fieldGroups(host, entity, draft.path);
  const isOffered = groups.some(({ fields }) => fields.some(({ path }) => path === draft.path));
  const option = (path: string, label: string) =>
    html`<option value=${path} ?selected=${path === draft.path}>${label}</option>`;
  const change = (part: Partial<FilterDraft>) =>
    building.change(place, (node) =>
      node.kind === 'leaf' ? { kind: 'leaf', draft: { ...node.draft, ...part } } : node,
    );
  return html`<div class="line leaf">
    <select
      aria-label=${t('filter.field')}
      @change=${(event: Event) => set(draftFor(valueOf(event), host.app.path(entity, valueOf(event))?.field, host.app.model))}
    >
      ${isOffered ? nothing : option(draft.path, pathLabel(host, entity, draft.path))}
      ${groups.map(({ label, fields }) => {
        const options = fields.map((each) => option(each.path, each.label));
        return label === '' ? options : html`<optgroup label=${label}>${options}</optgroup>`;
      })}
    </select>
    ${
      field
        ? html`<select
              aria-label=${t('filter.condition')}
              @change=${(event: Event) => set(withOperator(draft.path, valueOf(event)))}
            >
              ${withChosen(operatorsOf(field, host.app.model), draft.op).map(
                (op) => html`<option value=${op} ?selected=${op === draft.op}>${word(op)}</option>`,
              )}
            </select>
            ${building.operands?.source(field, draft, change)}
            <div class="values">
              ${
                building.operands?.editor(field, draft, change) ??
                valueEditors(field, { host, fieldHost, draft, place: 'filter', change, refuse: () => undefined })
              }
            </div>`
        : nothing
    }
    ${removeButton(building, place)}
  </div>`;
}

/** What stands there is always among what may be chosen. */
const withChosen = <T>(offered: readonly T[], chosen: T): readonly T[] =>
  offered.includes(chosen) ? offered : [chosen, ...offered];

const quantifiers: readonly (readonly [Quantifier, StringKey])[] = [
  ['some', 'filter.has'],
  ['none', 'filter.hasNo'],
  ['count', 'filter.hasCount'],
  ['sum', 'filter.hasSum'],
];
const comparisons: readonly FilterOperator[] = ['gte', 'gt', 'lte', 'lt', 'eq', 'ne'];

function relationPart(building: Building, node: RelationNode, place: Place, level: number) {
  const { host, entity } = building;
  const { t } = { t: host.i18n.t.bind(host.i18n) };
  const target = relatedEntity(host, entity, node.relation) ?? '';
  const set = (part: Partial<RelationNode>) => building.change(place, () => ({ ...node, ...part }));
  const inner: Building = { ...building, entity: target };
  const isUsualTest = quantifiers.some(([test]) => test === node.test);
  const offered = relationChoices(host, entity);
  const isOffered = offered.some(({ name }) => name === node.relation);
  const relations = isOffered
    ? offered
    : [{ name: node.relation, label: relationLabel(host, entity, node.relation) }, ...offered];
  return html`<div class="relation">
    <div class="line">
      <select
        aria-label=${t('filter.quantifier')}
        @change=${(event: Event) => set({ test: valueOf(event) as 'some' | 'none' | Aggregate })}
      >
        ${quantifiers.map(
          ([test, key]) => html`<option value=${test} ?selected=${test === node.test}>${t(key)}</option>`,
        )}
        ${isUsualTest ? nothing : html`<option value=${node.test} selected>${aggregateWord(host, node.test)}</option>`}
      </select>
      <select
        aria-label=${t('filter.relation')}
        @change=${(event: Event) => set({ relation: valueOf(event), field: undefined, where: emptyGroup() })}
      >
        ${relations.map(
          ({ name, label }) => html`<option value=${name} ?selected=${name === node.relation}>${label}</option>`,
        )}
      </select>
      ${node.test === 'some' || node.test === 'none' ? nothing : measurePart(building, node, target, set)}
      ${removeButton(building, place)}
    </div>
    ${groupPart(inner, node.where, [...place, 0], level + 1, true)}
  </div>`;
}

function measurePart(
  { host }: Building,
  node: RelationNode,
  target: string,
  set: (part: Partial<RelationNode>) => void,
) {
  const { t } = { t: host.i18n.t.bind(host.i18n) };
  const figures = figureChoices(host, target);
  const typed = (event: Event) => {
    const text = (event.target as HTMLInputElement).value;
    set({ value: text === '' ? null : Number(text) });
  };
  return html`${
      node.test === 'count'
        ? nothing
        : html`<select
            aria-label=${t('filter.measured')}
            @change=${(event: Event) => set({ field: valueOf(event) || undefined })}
          >
            <option value="">–</option>
            ${figures.map(
              ({ path, label }) => html`<option value=${path} ?selected=${path === node.field}>${label}</option>`,
            )}
          </select>`
    }
    <select
      aria-label=${t('filter.compare')}
      @change=${(event: Event) => set({ op: valueOf(event) as FilterOperator })}
    >
      ${withChosen(comparisons, node.op).map(
        (op) => html`<option value=${op} ?selected=${op === node.op}>${t(`operator.${op}` as StringKey)}</option>`,
      )}
    </select>
    <input
      class="plain figure"
      type="number"
      step="any"
      aria-label=${t('filter.value')}
      .value=${node.value === null ? '' : String(node.value)}
      @input=${typed}
    />`;
}

function segmentPart(building: Building, name: string, place: Place) {
  const { host, entity } = building;
  const { t } = { t: host.i18n.t.bind(host.i18n) };
  const offered = segmentChoices(host, entity);
  const chosen = offered.find((segment) => segment.name === name);
  return html`<div class="line">
    <span>${t('filter.segment')}</span>
    <select
      aria-label=${t('filter.segment')}
      @change=${(event: Event) => building.change(place, () => ({ kind: 'segment', name: valueOf(event) }))}
    >
      ${withChosen(
        offered.map((segment) => segment.name),
        name,
      ).map((each) => html`<option value=${each} ?selected=${each === name}>${segmentLabel(host, each)}</option>`)}
    </select>
    <span class="t3 grow">${host.i18n.label(chosen?.help)}</span>
    ${removeButton(building, place)}
  </div>`;
}
