/**
 * `<td-rule-trial>`: a duplicate rule tried on real records as it is being written: which of the first thousand it takes for
 * the same, and of two that are chosen why it holds or does not. Records come with the rights of who designs.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RuleDocument } from '../../metadata/schema/rule.js';
import type { DuplicateRule } from '../../metadata/duplicates/compile-rules.js';
import type { Field } from '../../metadata/model/model.js';
import type { Value } from '../../metadata/value.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import { isReference, readPath, type RecordPage, type Reference, type WireRecord } from '../../runtime/data/record.js';
import { labelOf } from '../../runtime/data/search-references.js';
import { createEditHost, createFieldHost } from '../../runtime/host/field-host.js';
import { createRules } from '../../runtime/record/open-record.js';
import { icon } from '../../runtime/ui/icon.js';
import '../../runtime/ui/reference-box.js';
import '../../runtime/ui/states.js';
import { isReleased } from '../form/preview/design-host.js';
import { TdElement } from '../td-element.js';
import { formPageStyles } from '../workbench/form-page-styles.js';
import { frameTableStyles } from '../workbench/frame-table-styles.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { compileRule, coversOf, findPairs, tryPair, type Covers, type FoundPair, type TriedAlternative, type TrialRecord } from './trial.js'; // prettier-ignore

interface ShownRecord extends TrialRecord {
  readonly label: string;
}

const pageSize = 200;
const mostPages = 5;
const shownPairs = 8;

/** As it is stored: of a look-up its id. */
const storedValue = (value: unknown): Value => (isReference(value) ? value.id : ((value ?? null) as Value));

@customElement('td-rule-trial')
export class TdRuleTrial extends TdElement {
  /** Undefined while the document has mistakes. */
  @property({ attribute: false }) rule: RuleDocument | undefined;
  @state() private records: readonly ShownRecord[] | undefined;
  @state() private isAll = true;
  @state() private failure: ApiFailure | undefined;
  @state() private left: ShownRecord | undefined;
  @state() private right: ShownRecord | undefined;
  #asked = '';
  #controller: AbortController | undefined;
  #found: { readonly key: unknown; readonly pairs: readonly FoundPair<ShownRecord>[] } | undefined;

  static override styles = [
    designStyles,
    formPageStyles,
    frameTableStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
        background: none;
        overflow: visible;
      }
      .pairs button {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 10px;
        width: 100%;
        padding: 5px 8px;
        border: 0;
        border-radius: var(--tr-radius-s);
        background: none;
        color: inherit;
        font: inherit;
        text-align: start;
        cursor: pointer;
      }
      .pairs button span:first-child {
        color: var(--tr-text);
      }
      .pairs button:hover {
        background: var(--tr-hover);
      }
      .pairs button[aria-pressed='true'] {
        background: var(--tr-selected, var(--tr-fill));
      }
      .verdict {
        display: flex;
        gap: 8px;
        margin: 0;
        font: var(--tr-text-strong);
        color: var(--tr-good);
      }
      .verdict.no {
        color: var(--tr-text-2);
      }
      .frame td.yes {
        color: var(--tr-good);
      }
      .frame tbody tr.way > th {
        font: var(--tr-text-label);
        color: var(--tr-text-2);
        background: var(--tr-fill);
      }
      .frame :is(th, td) {
        white-space: normal;
        overflow-wrap: anywhere;
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#controller?.abort();
    this.#asked = '';
  }

  get #compiled(): { readonly rule: DuplicateRule; readonly covers: Covers } | undefined {
    const { model, host, registries } = this.session;
    const rule = this.rule && compileRule(this.rule, model);
    if (!rule) return undefined;
    const { context } = createRules(host).surroundings;
    return { rule, covers: coversOf(rule, { model, functions: registries.function, context }) };
  }

  protected override willUpdate(): void {
    const { rule } = this;
    const compiled = this.#compiled;
    if (!rule || !compiled || !isReleased(this.session.host, rule.entity)) return;
    const asked = JSON.stringify([rule.entity, this.#paths(compiled.rule)]);
    if (asked === this.#asked) return;
    const isOther = !this.#asked.startsWith(`[${JSON.stringify(rule.entity)},`);
    this.#asked = asked;
    if (isOther) this.left = this.right = undefined;
    void this.#load(asked);
  }

  /** What is compared and can be read: a field that is not published yet has no values. */
  #fields({ alternatives, conditions }: DuplicateRule): readonly Field[] {
    const all = [...alternatives.flatMap(({ all }) => all.map(({ field }) => field)), ...conditions];
    return [...new Map(all.map((field) => [field.name, field])).values()];
  }
  #paths(rule: DuplicateRule): readonly string[] {
    const { host } = this.session;
    const entity = rule.document.entity;
    const names = host.app.entity(entity)?.nameFields ?? [];
    const paths = ['id', ...names, ...this.#fields(rule).map(({ name }) => name)];
    return [...new Set(paths)].filter((path) => path === 'id' || host.app.path(entity, path) !== undefined);
  }

  async #load(asked: string): Promise<void> {
    this.failure = undefined;
    this.#controller?.abort();
    const { signal } = (this.#controller = new AbortController());
    const [entity, paths] = JSON.parse(asked) as [string, readonly string[]];
    const rows: WireRecord[] = [];
    try {
      await this.host.app.ensureFunctions();
      let after: string | undefined;
      for (let page = 0; page < mostPages; page++) {
        const query = { fields: paths.join(','), limit: pageSize, after };
        const read = await this.host.api.get<RecordPage>(`/records/${encodeURIComponent(entity)}`, query, signal);
        rows.push(...read.rows);
        after = read.next;
        if (after === undefined || read.rows.length < pageSize) break;
      }
      if (asked !== this.#asked) return;
      this.isAll = after === undefined;
      this.records = rows.map((row) => this.#shown(entity, row));
      const again = (record: ShownRecord | undefined) => this.records!.find(({ id }) => id === record?.id);
      this.left = again(this.left);
      this.right = again(this.right);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiFailure)) throw error;
      if (asked === this.#asked) this.failure = error;
    }
  }

  #shown(entity: string, row: WireRecord): ShownRecord {
    const names = this.session.host.app.entity(entity)?.nameFields ?? [];
    return { id: row.id, label: labelOf(row, names), read: ({ name }) => storedValue(readPath(row, name)) };
  }

  override render() {
    const { rule } = this;
    const compiled = this.#compiled;
    if (!rule || !compiled) return html`<p class="hint">${this.w('rule.try.wrong')}</p>`;
    if (!isReleased(this.session.host, rule.entity)) return html`<p class="hint">${this.w('sample.notReleased')}</p>`;
    const again = () => {
      this.#asked = '';
      this.requestUpdate();
    };
    if (this.failure) return html`<tr-state kind="failed" .heading=${this.w('sample.failed')} .text=${this.failure.message} .actions=${[{ label: this.t('common.tryAgain'), run: again }]}></tr-state>`;
    if (!this.records) return html`<tr-skeleton .rows=${4} .columns=${3} aria-busy="true"></tr-skeleton>`;
    return html`${this.#pairs(compiled, this.records)} ${this.#chosen(compiled, rule.entity)}`;
  } // prettier-ignore

  #pairs({ rule, covers }: { readonly rule: DuplicateRule; readonly covers: Covers }, records: readonly ShownRecord[]) {
    const key = JSON.stringify(rule.document);
    if (this.#found?.key !== `${key} ${records.length} ${this.#asked}`) this.#found = { key: `${key} ${records.length} ${this.#asked}`, pairs: findPairs(rule, covers, records) };
    const { pairs } = this.#found;
    const things = this.host.i18n.label(this.session.model.entities.get(rule.document.entity)?.plural, rule.document.entity);
    const ways = (by: readonly string[]) => by.map((id) => rule.alternatives.findIndex((each) => each.id === id) + 1).join(', ');
    return html`<p class="hint" role="status">${this.w(this.isAll ? 'rule.try.amongAll' : 'rule.try.among', { count: records.length, things, pairs: pairs.length })}</p>
      ${pairs.length === 0 ? nothing : html`<ul class="pairs" aria-label=${this.w('rule.try.pairs')}>
        ${pairs.slice(0, shownPairs).map(({ left, right, by }) => html`<li><button type="button" aria-pressed=${this.left === left && this.right === right} @click=${() => this.#choose(left, right)}>
          <span>${left.label} · ${right.label}</span><span>${this.w('rule.try.by', { ways: ways(by) })}</span></button></li>`)}
      </ul>`}
      ${pairs.length > shownPairs ? html`<p class="hint">${this.w('rule.try.first', { count: shownPairs })}</p>` : nothing}`;
  } // prettier-ignore

  #choose(left: ShownRecord, right: ShownRecord): void {
    this.left = left;
    this.right = right;
  }

  #chosen({ rule, covers }: { readonly rule: DuplicateRule; readonly covers: Covers }, entity: string) {
    const box = (side: 'left' | 'right') => {
      const label = this.w(`rule.try.${side}`);
      const held = this[side];
      return html`<div class="field"><span class="label">${label}</span>
        <tr-reference-box .target=${entity} .value=${held ? { id: held.id, label: held.label } : null} .edit=${createEditHost(createFieldHost(this.host), { place: 'filter', label })}
          .change=${(value: unknown) => void this.#pick(side, isReference(value) ? value : undefined, rule)}></tr-reference-box></div>`;
    };
    return html`<div class="fields">${box('left')} ${box('right')}</div>
      ${this.left && this.right ? this.#why(rule, covers, this.left, this.right) : html`<p class="hint">${this.w('rule.try.choose')}</p>`}`;
  } // prettier-ignore

  async #pick(side: 'left' | 'right', value: Reference | undefined, rule: DuplicateRule): Promise<void> {
    const known = value && this.records?.find(({ id }) => id === value.id);
    this[side] = known;
    if (!value || known) return;
    const { entity } = rule.document;
    try {
      const query = { fields: this.#paths(rule).join(','), filter: JSON.stringify({ field: 'id', op: 'eq', value: value.id }), limit: 1 }; // prettier-ignore
      const { rows } = await this.host.api.get<RecordPage>(`/records/${encodeURIComponent(entity)}`, query);
      // It joins those that are looked through, and is read anew with them.
      if (rows[0]) this.records = [...(this.records ?? []), this.#shown(entity, rows[0])];
      this[side] = this.records?.find(({ id }) => id === value.id);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
    }
  }

  #why(rule: DuplicateRule, covers: Covers, left: ShownRecord, right: ShownRecord) {
    const tried = tryPair(rule, covers, left.read, right.read);
    const says = left.id === right.id ? this.w('rule.try.itself') : this.w(tried.isSame ? 'rule.try.holds' : 'rule.try.holdsNot');
    return html`<p class="verdict ${tried.isSame ? '' : 'no'}" role="status">${icon(tried.isSame ? 'circle-check' : 'circle-x')}<span>${says}</span></p>
      ${tried.outside.map((side) => html`<p class="note">${this.w('rule.try.outside', { name: (side === 'left' ? left : right).label })}</p>`)}
      <div class="frame" tabindex="0" role="group" aria-label=${this.w('rule.try.why')}>
        <table>
          <thead><tr><th scope="col">${this.w('rule.field')}</th><th scope="col">${left.label}</th><th scope="col">${right.label}</th><th scope="col">${this.w('rule.try.alike')}</th></tr></thead>
          ${tried.alternatives.map((each, index) => this.#way(each, index + 1))}
        </table>
      </div>`;
  } // prettier-ignore

  #way({ agrees, comparisons }: TriedAlternative, number: number) {
    const { i18n } = this.host;
    const read = (text: string | null) => (text === null ? html`<span class="t3">${this.w('rule.try.empty')}</span>` : html`<span class="mono">${text}</span>`);
    const outcome = ({ score, least, agrees: isSame }: TriedAlternative['comparisons'][number]) => {
      if (score === undefined) return this.w('rule.try.nothing');
      if (least === 1) return this.w(isSame ? 'rule.try.same' : 'rule.try.different');
      return this.w('rule.try.score', { score: i18n.formats.percent(Math.floor(score * 100) / 100), least: i18n.formats.percent(least) });
    };
    return html`<tbody>
      <tr class="way"><th scope="rowgroup" colspan="4">${this.w(agrees ? 'rule.try.wayHolds' : 'rule.try.wayHoldsNot', { number })}</th></tr>
      ${comparisons.map((each) => html`<tr><th scope="row">${i18n.label(each.field.label, each.field.name)}</th><td>${read(each.left)}</td><td>${read(each.right)}</td><td class=${each.agrees ? 'yes' : ''}>${outcome(each)}</td></tr>`)}
    </tbody>`;
  } // prettier-ignore
}
