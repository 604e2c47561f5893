/**
 * `<td-rule-canvas>`: a rule about duplicates as a page: what follows and when it is asked, the ways in which two records are
 * one and the same, which records it is about, and a trial on real records.
 */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Operation } from '../../metadata/document/operations.js';
import { comparableField } from '../../metadata/duplicates/compile-rules.js';
import type { Entity } from '../../metadata/model/model.js';
import type { Filter } from '../../metadata/schema/query.js';
import { ruleMoments, type Comparison, type Normaliser, type RuleDocument } from '../../metadata/schema/rule.js';
import type { Problem } from '../../metadata/value.js';
import '../../runtime/ui/later-strings.js';
import { button, iconButton } from '../../runtime/ui/parts.js';
import '../../runtime/ui/states.js';
import '../inspector/filter-input.js';
import { inputStyles } from '../inspector/inspector-styles.js';
import type { HelpContext } from '../json/editor-help.js';
import { isObject } from '../json/schema-walk.js';
import type { OpenDocument } from '../session/open-document.js';
import { textAt } from '../session/text-at.js';
import { TdElement } from '../td-element.js';
import { formPageStyles } from '../workbench/form-page-styles.js';
import { documentHref } from '../workbench/kind-looks.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { addAlternative, addComparison, alternativesOf, isSimilar, momentsOf, mostAlternatives, mostComparisons, normalisersOf, removeAlternative, removeComparison, setAction, setActive, setComparison, setMoment, setWhere, usualNormaliser, type ShownAlternative } from './gestures.js'; // prettier-ignore
import './rule-trial.js';

const likenesses = [0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5] as const;
const valueOf = (event: Event): string => (event.currentTarget as HTMLSelectElement).value;

@customElement('td-rule-canvas')
export class TdRuleCanvas extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;

  static override styles = [
    designStyles,
    inputStyles,
    formPageStyles,
    css`
      .moments {
        display: flex;
        flex-wrap: wrap;
        gap: 0 20px;
      }
      fieldset.moments {
        border: 0;
        margin: 0;
        padding: 0;
      }
      legend {
        padding: 0;
      }
      .ways {
        gap: 0;
      }
      .way {
        display: grid;
        gap: 8px;
        padding: 12px;
        border: 1px solid var(--tr-line);
        border-radius: var(--tr-radius-m);
      }
      .way header {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 24px;
        font: var(--tr-text-label);
        color: var(--tr-text-2);
      }
      .sp {
        flex: 1;
      }
      .or {
        justify-self: center;
        padding: 6px 0;
        font: var(--tr-text-label);
        color: var(--tr-text-3);
      }
      .comparison {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 3fr) minmax(0, 2fr) 28px;
        gap: 8px;
        align-items: center;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  override render() {
    const { value } = this.open;
    if (!isObject(value)) return html`<tr-state kind="failed" .heading=${this.w('inspector.notJson')}></tr-state>`;
    const name = textAt(value, 'entity');
    const entity = this.session.model.entities.get(name);
    if (!entity) return html`<tr-state kind="failed" .heading=${this.w('segment.noEntity', { name })} .text=${this.w('segment.noEntityText')}></tr-state>`;
    const hasErrors = this.problems.some(({ severity }) => severity !== 'warning');
    return html`<div class="page">
      ${this.#head(value, entity)}
      <section aria-labelledby="ways"><h2 id="ways">${this.w('rule.ways', { things: this.host.i18n.label(entity.plural, name) })}</h2>${this.#ways(entity)}</section>
      <section aria-labelledby="which">
        <h2 id="which">${this.w('rule.which')}</h2>
        <td-filter-input .label=${this.w('rule.which')} .entity=${name} .value=${value['where']} .help=${this.help} ?readonly=${this.open.isRemoved}
          @td-value=${(event: CustomEvent<unknown>) => {
            event.stopPropagation();
            this.open.apply(setWhere(this.open.value, (event.detail ?? undefined) as Filter | undefined), { key: 'where', label: this.w('rule.which') });
            this.requestUpdate();
          }}
          @td-done=${() => this.open.endGesture()}></td-filter-input>
        <p class="hint">${this.w('rule.whichHint')}</p>
        ${this.#findings('/where')}
      </section>
      <section aria-labelledby="try"><h2 id="try">${this.w('rule.try')}</h2>
        <td-rule-trial .rule=${hasErrors ? undefined : (this.open.document as RuleDocument | undefined)}></td-rule-trial></section>
    </div>`;
  } // prettier-ignore

  #head(value: Readonly<Record<string, unknown>>, entity: Entity) {
    const { isRemoved } = this.open;
    const isActive = value['active'] !== false;
    const action = value['action'] === 'block' ? 'block' : 'warn';
    const on = momentsOf(value);
    const things = this.host.i18n.label(entity.plural, entity.name);
    return html`<section class=${isActive ? '' : 'off'} aria-label=${this.w('rule.says')}>
      <p class="says" role="status">${this.w(`rule.says.${action}`, { things })}</p>
      <p class="hint"><a href=${documentHref({ kind: 'entity', name: entity.name })}>${things}</a> · ${this.w(`rule.hint.${action}`)}</p>
      <div class="seg" role="group" aria-label=${this.w('rule.action')} style="justify-self:start">
        ${(['warn', 'block'] as const).map((each) => html`<button type="button" aria-pressed=${each === action} ?disabled=${isRemoved} @click=${() => this.#apply(setAction(this.open.value, each), this.w('rule.action'))}>${this.session.words.find(`choice.action.${each}`) ?? each}</button>`)}
      </div>
      <fieldset class="moments"><legend class="label">${this.w('rule.when')}</legend>
        ${ruleMoments.map((each) => html`<label class="check"><input type="checkbox" .checked=${live(on.includes(each))} ?disabled=${isRemoved || (on.length === 1 && on[0] === each)} @change=${(event: Event) => this.#apply(setMoment(this.open.value, each, (event.currentTarget as HTMLInputElement).checked), this.w('rule.when'))} />${this.w(`rule.moment.${each}`)}</label>`)}
      </fieldset>
      <label class="check"><input type="checkbox" .checked=${live(isActive)} ?disabled=${isRemoved} @change=${(event: Event) => this.#apply(setActive(this.open.value, (event.currentTarget as HTMLInputElement).checked), this.w('rule.active'))} />${this.w('rule.active')}</label>
      ${isActive ? nothing : html`<p class="hint">${this.w('rule.isOff')}</p>`}
    </section>`;
  } // prettier-ignore

  #ways(entity: Entity) {
    const all = alternativesOf(this.open.value);
    const fields = comparable(entity);
    return html`<div class="ways" role="list">
        ${all.map((each, index) => html`${index > 0 ? html`<div class="or" style="text-align:center">${this.w('rule.or')}</div>` : nothing}<div class="way" role="listitem" aria-label=${this.w('rule.way', { number: index + 1 })}>${this.#way(each, index, all.length, entity, fields)}</div>`)}
      </div>
      ${this.#findings('/match')}
      ${this.open.isRemoved ? nothing : html`<div class="buttons">${button({ id: 'add-way', label: this.w('rule.addWay'), icon: 'plus', theme: 'small', disabled: all.length >= mostAlternatives || fields.length === 0, run: () => this.#apply(addAlternative(this.open.value, this.#free(entity, fields, all.flatMap((way) => (way.all.length === 1 ? way.all : [])))), this.w('rule.addWay')) })}</div>`}`;
  } // prettier-ignore

  #way({ id, all }: ShownAlternative, index: number, count: number, entity: Entity, fields: readonly string[]) {
    const { isRemoved } = this.open;
    return html`<header><span>${this.w('rule.way', { number: index + 1 })}</span><span class="sp"></span>
        ${count > 1 && !isRemoved ? iconButton({ label: this.w('rule.removeWay', { number: index + 1 }), icon: 'x', size: 'xs', run: () => this.#apply(removeAlternative(this.open.value, id), this.w('rule.removeWay', { number: index + 1 })) }) : nothing}</header>
      ${all.map((comparison, place) => this.#comparison({ id, place, comparison, isOnly: all.length === 1 && count === 1 }, entity, fields))}
      ${isRemoved || all.length >= mostComparisons ? nothing : html`<div class="buttons">${button({ label: this.w('rule.and'), icon: 'plus', theme: 'tertiary small', run: () => this.#apply(addComparison(this.open.value, id, this.#free(entity, fields, all)), this.w('rule.and')) })}</div>`}`;
  } // prettier-ignore

  #comparison({ id, place, comparison, isOnly }: { readonly id: string; readonly place: number; readonly comparison: Comparison; readonly isOnly: boolean }, entity: Entity, fields: readonly string[]) {
    const { isRemoved } = this.open;
    const { path, normalise, similarity = 1 } = comparison;
    const field = comparableField(entity, path);
    const set = (change: Partial<Comparison>) => this.#apply(setComparison(this.open.value, id, place, change), this.w('rule.change', { name: this.#label(entity, change.path ?? path) }));
    const ways: readonly Normaliser[] = normalisersOf(field).includes(normalise) ? normalisersOf(field) : [...normalisersOf(field), normalise];
    const degrees = [...new Set([1, similarity, ...likenesses])].sort((a, b) => b - a);
    const named = this.#label(entity, path);
    return html`<div class="comparison">
      <select class="in" aria-label=${this.w('rule.field')} aria-invalid=${field ? nothing : 'true'} ?disabled=${isRemoved} @change=${(event: Event) => set({ path: valueOf(event), normalise: usualNormaliser(comparableField(entity, valueOf(event))) })}>
        ${field ? nothing : html`<option value=${path} selected>${path}</option>`}
        ${fields.map((each) => html`<option value=${each} .selected=${live(each === path)}>${this.#label(entity, each)}</option>`)}
      </select>
      <select class="in" aria-label=${this.w('rule.as', { name: named })} ?disabled=${isRemoved || ways.length === 1} @change=${(event: Event) => set({ normalise: valueOf(event) as Normaliser })}>
        ${ways.map((each) => html`<option value=${each} .selected=${live(each === normalise)}>${this.session.words.find(`choice.normalise.${each}`) ?? each}</option>`)}
      </select>
      <select class="in" aria-label=${this.w('rule.howAlike', { name: named })} ?disabled=${isRemoved || !isSimilar(normalise)} @change=${(event: Event) => set({ similarity: Number(valueOf(event)) })}>
        ${degrees.map((each) => html`<option value=${each} .selected=${live(each === similarity)}>${each === 1 ? this.w('rule.same') : this.w('rule.alike', { share: this.host.i18n.formats.percent(each) })}</option>`)}
      </select>
      ${isOnly || isRemoved ? html`<span></span>` : iconButton({ label: this.w('rule.takeOut', { name: named }), icon: 'x', size: 'sm', run: () => this.#apply(removeComparison(this.open.value, id, place), this.w('rule.takeOut', { name: named })) })}
    </div>`;
  } // prettier-ignore

  /** The first field that is not compared yet, read in its usual way. */
  #free(entity: Entity, fields: readonly string[], held: readonly Comparison[]): Comparison {
    const taken = new Set(held.map(({ path }) => path));
    const [first] = [...entity.nameFields, ...fields].filter((path) => fields.includes(path) && !taken.has(path));
    const path = first ?? fields[0]!;
    return { path, normalise: usualNormaliser(comparableField(entity, path)) };
  }

  #label(entity: Entity, path: string): string {
    const field = entity.fields.get(path);
    const whole = field?.partOf && entity.fields.get(field.partOf.field);
    const own = this.host.i18n.label(field?.label, path);
    return whole ? `${this.host.i18n.label(whole.label, whole.name)} › ${own}` : own;
  }

  #findings(at: string) {
    return this.problems
      .filter(({ path }) => path === at || path.startsWith(`${at}/`))
      .map(({ message, severity }) => html`<p class=${severity === 'warning' ? 'note' : 'finding'}>${message}</p>`);
  }

  #apply(operation: Operation, label: string): void {
    this.open.endGesture();
    this.open.apply(operation, { label });
    this.open.endGesture();
    this.requestUpdate();
  }
}

/** Fields that a rule may compare, in the order of the entity. */
const comparable = (entity: Entity): readonly string[] =>
  [...entity.fields.keys()].filter((path) => !entity.fields.get(path)!.document.archived && comparableField(entity, path) !== undefined); // prettier-ignore
