/**
 * `<td-sharing-canvas>`: a sharing rule as a page: what it says in words, which records with their number, with whom and how
 * much, and whether one person may see one record.
 */
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Operation } from '../../metadata/document/operations.js';
import type { Filter } from '../../metadata/schema/query.js';
import { shareLevels } from '../../metadata/schema/query.js';
import type { Problem } from '../../metadata/value.js';
import { createFieldHost } from '../../runtime/host/field-host.js';
import { inSentence } from '../../runtime/host/entity-words.js';
import { filterSentence } from '../../runtime/list/filter-sentence.js';
import { icon } from '../../runtime/ui/icon.js';
import '../../runtime/ui/later-strings.js';
import '../../runtime/ui/states.js';
import { designHost } from '../form/preview/design-host.js';
import '../inspector/filter-input.js';
import { operandParts } from '../inspector/filter-operands.js';
import { isFilterShape } from '../inspector/filter-value.js';
import { inputStyles } from '../inspector/inspector-styles.js';
import type { HelpContext } from '../json/editor-help.js';
import { isObject } from '../json/schema-walk.js';
import type { OpenDocument } from '../session/open-document.js';
import { textAt } from '../session/text-at.js';
import { TdElement } from '../td-element.js';
import { formPageStyles } from '../workbench/form-page-styles.js';
import '../workbench/sample-rows.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { receiversOf, setActive, setLevel, setWhere } from './gestures.js';
import './person-check.js';
import './receiver-list.js';
import { receiverName, type ReceiverChange } from './receiver-list.js';

@customElement('td-sharing-canvas')
export class TdSharingCanvas extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;

  static override styles = [designStyles, inputStyles, formPageStyles];

  override render() {
    const { value, isRemoved } = this.open;
    if (!isObject(value)) return html`<tr-state kind="failed" .heading=${this.w('inspector.notJson')}></tr-state>`;
    const name = textAt(value, 'entity');
    const entity = this.session.model.entities.get(name);
    if (!entity) return html`<tr-state kind="failed" .heading=${this.w('segment.noEntity', { name })} .text=${this.w('segment.noEntityText')}></tr-state>`;
    const { where } = value;
    const isActive = value['active'] !== false;
    const level = value['level'] === 'update' ? 'update' : 'read';
    return html`<div class="page">
      <section class=${isActive ? '' : 'off'} aria-label=${this.w('sharing.says')}>
        <p class="says" role="status">${this.#sentence(name, where, level)}</p>
        <label class="check"><input type="checkbox" .checked=${live(isActive)} ?disabled=${isRemoved} @change=${(event: Event) => this.#apply(setActive(value, (event.currentTarget as HTMLInputElement).checked), this.w('sharing.active'))} />${this.w('sharing.active')}</label>
        ${isActive ? nothing : html`<p class="hint">${this.w('sharing.isOff')}</p>`}
        <p class="hint">${this.w('sharing.rowsOnly')}</p>
      </section>
      <section aria-labelledby="which">
        <h2 id="which">${this.w('sharing.which')}</h2>
        <td-filter-input .label=${this.w('sharing.which')} .entity=${name} .value=${where} .help=${this.help} ?readonly=${isRemoved}
          @td-value=${(event: CustomEvent<unknown>) => {
            event.stopPropagation();
            this.open.apply(setWhere(this.open.value, (event.detail ?? undefined) as Filter | undefined), { key: 'where', label: this.w('sharing.which') });
            this.requestUpdate();
          }}
          @td-done=${() => this.open.endGesture()}></td-filter-input>
        ${this.#findings('/where')}
        ${where === undefined || isFilterShape(where) ? html`<td-sample-rows .entity=${name} .filter=${where} .label=${this.w('sharing.which')}></td-sample-rows>` : nothing}
      </section>
      <section aria-labelledby="whom">
        <h2 id="whom">${this.w('sharing.whom')}</h2>
        <div class="seg" role="group" aria-label=${this.w('sharing.level')} style="justify-self:start">
          ${shareLevels.map((each) => html`<button type="button" aria-pressed=${each === level} ?disabled=${isRemoved} @click=${() => this.#apply(setLevel(this.open.value, each), this.w('sharing.level'))}>${this.w(`sharing.level.${each}`)}</button>`)}
        </div>
        <td-receiver-list .document=${value} ?readonly=${isRemoved}
          @td-learned=${() => this.requestUpdate()}
          @td-change=${({ detail }: CustomEvent<ReceiverChange>) => this.#apply(detail.operation, detail.label)}></td-receiver-list>
        ${this.#findings('/to')}
      </section>
      <section aria-labelledby="check">
        <h2 id="check">${this.w('sharing.check')}</h2>
        <td-person-check .entity=${name} .level=${level}></td-person-check>
        ${this.session.head(this.open.key)?.draft ? html`<p class="note">${icon('info', 's')}${this.w('sharing.check.released')}</p>` : nothing}
      </section>
    </div>`;
  } // prettier-ignore

  /** "Customers where Level A are seen by Salesperson." */
  #sentence(name: string, where: unknown, level: 'read' | 'update'): string {
    const { session } = this;
    const host = designHost(session.host, session.model);
    const { i18n } = host;
    const things = i18n.label(session.model.entities.get(name)?.plural, name);
    const place = { host, fieldHost: createFieldHost(host), entity: name, operands: operandParts({ session, parameters: [], help: this.help }) }; // prettier-ignore
    const what = isFilterShape(where) ? this.w('sharing.where', { things, filter: filterSentence(place, where) }) : this.w('sharing.all', { things: inSentence(host, things) }); // prettier-ignore
    const names = receiversOf(this.open.value).map((each) => {
      const own = receiverName(this, each);
      return each.kind === 'department' && each.below ? this.w('sharing.withBelow', { name: own }) : own;
    });
    const who = names.length === 0 ? this.w('sharing.nobodyYet') : new Intl.ListFormat(i18n.language).format(names);
    return this.w(`sharing.says.${level}`, { what, who });
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
