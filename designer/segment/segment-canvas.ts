/**
 * `<td-segment-canvas>`: a segment as a page of three parts: who is in it, by a filter in words; who that is now, with their
 * number and the first ten; and what uses it.
 */
import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Operation } from '../../metadata/document/operations.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { Problem } from '../../metadata/value.js';
import '../../runtime/ui/later-strings.js';
import '../../runtime/ui/states.js';
import '../inspector/filter-input.js';
import { isFilterShape } from '../inspector/filter-value.js';
import { inputStyles } from '../inspector/inspector-styles.js';
import '../inspector/label-input.js';
import type { HelpContext } from '../json/editor-help.js';
import { isObject } from '../json/schema-walk.js';
import type { OpenDocument } from '../session/open-document.js';
import { textAt } from '../session/text-at.js';
import { TdElement } from '../td-element.js';
import { formPageStyles } from '../workbench/form-page-styles.js';
import { documentHref } from '../workbench/kind-looks.js';
import '../workbench/sample-rows.js';
import '../workbench/use-list.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { setFilter, setHelp } from './gestures.js';

@customElement('td-segment-canvas')
export class TdSegmentCanvas extends TdElement {
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
    const things = this.host.i18n.label(entity.plural, name);
    const { filter } = value;
    return html`<div class="page">
      <section aria-labelledby="who">
        <h2 id="who">${this.w('segment.who')}</h2>
        <p class="hint"><a href=${documentHref({ kind: 'entity', name })}>${things}</a> ${this.w('segment.whoHint')}</p>
        <td-filter-input .label=${this.w('segment.who')} .entity=${name} .value=${filter} .help=${this.help} required
          ?invalid=${this.problems.some(({ path, severity }) => severity !== 'warning' && path.startsWith('/filter'))} ?readonly=${isRemoved}
          @td-value=${(event: CustomEvent<unknown>) => this.#apply(event, setFilter(this.open.value, (event.detail ?? undefined) as Filter | undefined), 'segment.who')}
          @td-done=${() => this.open.endGesture()}></td-filter-input>
        ${this.problems.filter(({ path }) => path.startsWith('/filter')).map(({ message }) => html`<p class="finding">${message}</p>`)}
        <div class="field"><span class="label">${this.w('segment.help')}</span>
          <td-label-input .label=${this.w('segment.help')} .value=${value['help']} ?readonly=${isRemoved}
            @td-value=${(event: CustomEvent<unknown>) => this.#apply(event, setHelp(this.open.value, event.detail), 'segment.help')}
            @td-done=${() => this.open.endGesture()}></td-label-input>
          <p class="hint">${this.w('segment.helpHint')}</p></div>
      </section>
      <section aria-labelledby="now">
        <h2 id="now">${this.w('segment.now')}</h2>
        ${isFilterShape(filter) ? html`<td-sample-rows .entity=${name} .filter=${filter} .label=${this.w('segment.now')}></td-sample-rows>` : html`<p class="hint">${this.w('segment.noFilter')}</p>`}
      </section>
      <section aria-labelledby="used" class="uses">
        <h2 id="used">${this.w('segment.used')}</h2>
        <td-use-list .key=${this.open.key}></td-use-list>
      </section>
    </div>`;
  } // prettier-ignore

  #apply(event: Event, operation: Operation, label: 'segment.who' | 'segment.help'): void {
    event.stopPropagation();
    this.open.apply(operation, { key: label, label: this.w(label) });
    this.requestUpdate();
  }
}
