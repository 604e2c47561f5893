/**
 * `<tr-query-chips>`: the query pane of a dashboard as chips in one row; a click opens the editor of one below it. On a
 * phone one button opens all of them as a sheet from below. Dispatches `tr-parameters` with the values that changed.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Parameter } from '../../metadata/schema/report.js';
import type { Value } from '../../metadata/value.js';
import { createFieldHost } from '../host/field-host.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import '../ui/panel.js';
import type { TrPanel } from '../ui/panel.js';
import { button } from '../ui/parts.js';
import { parameterEditor, parameterLabel } from './parameter-editor.js';
import { isEmptyValue, parameterGroups, type ParameterGroup } from './parameters.js';
import { parameterText } from './value-text.js';

@customElement('tr-query-chips')
export class TrQueryChips extends TrElement {
  @property({ attribute: false }) declared: readonly Parameter[] = [];
  /** Values in force, defaults filled in. */
  @property({ attribute: false }) values: Readonly<Record<string, Value>> = {};
  /** Something differs from the defaults. */
  @property({ type: Boolean }) changed = false;
  /** Only the panel: a button elsewhere opens it. */
  @property({ type: Boolean, reflect: true }) bare = false;
  @state() private open: readonly ParameterGroup[] = [];
  @query('tr-panel') private panel!: TrPanel;

  static override styles = css`
    :host {
      display: flex;
      align-items: center;
      flex-wrap: wrap;
      gap: 6px;
    }
    .chip {
      max-width: 340px;
    }
    .k {
      color: var(--tr-text-3);
    }
    .chip svg {
      color: var(--tr-text-2);
    }
    .set {
      display: inline-flex;
      align-items: center;
      height: 28px;
      border: 1px solid var(--tr-accent-line);
      border-radius: var(--tr-radius-m);
      background: var(--tr-accent-soft);
      color: var(--tr-accent-text);
      max-width: 340px;
    }
    .set button {
      border: 0;
      background: none;
      height: 100%;
      display: inline-flex;
      align-items: center;
      gap: 6px;
      cursor: pointer;
      color: inherit;
      min-width: 0;
      border-radius: 5px;
      padding: 0 2px 0 8px;
    }
    .set .x {
      width: 26px;
      padding: 0;
      justify-content: center;
      flex: none;
    }
    .set .x:hover {
      background: var(--tr-accent-line);
    }
    .form {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
      padding: 16px;
    }
    .two {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: 12px;
    }
    fieldset {
      border: 0;
      margin: 0;
      padding: 0;
      display: grid;
      gap: 2px;
    }
    legend {
      font: var(--tr-text-label);
      color: var(--tr-text-2);
      padding: 0 0 4px;
    }
    fieldset label {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 28px;
    }
    .foot {
      display: flex;
      justify-content: space-between;
      gap: 8px;
    }
    @media (pointer: coarse) {
      .set {
        height: 36px;
      }
      fieldset label {
        min-height: 44px;
      }
    }
  `;

  override render() {
    const chips = this.bare ? [] : parameterGroups(this.declared).map((group) => this.#chip(group));
    return html`${chips} ${this.changed && !this.bare ? this.#reset() : nothing}
      <tr-panel .label=${this.t('dashboard.filters')} @tr-closed=${() => (this.open = [])}>${this.#form()}</tr-panel>`;
  }

  /** Opens the editors of all parameters at a cause: the filter button of a phone. */
  async openAll(cause: HTMLElement): Promise<void> {
    await this.#openAt(cause, parameterGroups(this.declared));
  }

  #reset() {
    return button({ label: this.t('dashboard.reset'), theme: 'tertiary small', run: () => this.emit('tr-reset') });
  }

  #name(group: ParameterGroup): string {
    return group.kind === 'period'
      ? this.t('parameters.period')
      : parameterLabel(group.parameters[0]!, createFieldHost(this.host));
  }

  #words(group: ParameterGroup): string {
    const fieldHost = createFieldHost(this.host);
    const texts = group.parameters.map((parameter) => {
      const value = this.values[parameter.name] ?? null;
      return isEmptyValue(value) ? undefined : (parameterText(parameter, value, this.host, fieldHost) ?? '…');
    });
    if (group.kind === 'period')
      return texts.some(Boolean) ? texts.map((text) => text ?? '').join(' – ') : this.t('parameters.all');
    return texts[0] ?? this.t('parameters.all');
  }

  #chip(group: ParameterGroup) {
    const name = this.#name(group);
    const [first] = group.parameters;
    const isSet =
      group.kind === 'one' && first!.default === undefined && !isEmptyValue(this.values[first!.name] ?? null);
    const words = html`<span class="k">${name}</span><span class="strong clip">${this.#words(group)}</span>`;
    if (!isSet) {
      return html`<button
        type="button"
        class="chip"
        aria-haspopup="dialog"
        @click=${(event: Event) => void this.#openAt(event.currentTarget as HTMLElement, [group])}
      >
        ${words}${icon(group.parameters[0]!.type === 'date' ? 'calendar' : 'chevron-down', 's')}
      </button>`;
    }
    return html`<span class="set">
      <button
        type="button"
        aria-haspopup="dialog"
        @click=${(event: Event) => void this.#openAt(event.currentTarget as HTMLElement, [group])}
      >
        ${words}
      </button>
      <button
        type="button"
        class="x"
        aria-label=${this.t('parameters.clear', { name })}
        @click=${() => this.#change({ [first!.name]: undefined })}
      >
        ${icon('x', 's')}
      </button>
    </span>`;
  }

  #form() {
    if (this.open.length === 0) return nothing;
    const fieldHost = createFieldHost(this.host);
    const editor = (parameter: Parameter) =>
      parameterEditor(parameter, this.values[parameter.name] ?? null, {
        host: this.host,
        fieldHost,
        onChange: (value) =>
          this.#change({
            [parameter.name]: isEmptyValue(value) && parameter.default === undefined ? undefined : value,
          }),
      });
    return html`<div class="form">
      ${this.open.map((group) =>
        group.kind === 'period'
          ? html`<div class="two">${group.parameters.map(editor)}</div>`
          : editor(group.parameters[0]!),
      )}
      <div class="foot">
        ${this.changed ? this.#reset() : html`<span></span>`}
        ${button({ label: this.t('parameters.done'), run: () => this.panel.close() })}
      </div>
    </div>`;
  }

  async #openAt(cause: HTMLElement, groups: readonly ParameterGroup[]): Promise<void> {
    this.open = groups;
    await this.updateComplete;
    this.panel.openAt(cause);
    // On a touch screen the focus of an editor would open its keyboard or calendar unasked.
    if (!matchMedia('(pointer: fine)').matches) return;
    await import('../ui/editors.js');
    this.renderRoot
      .querySelector<HTMLElement>('.form :is(tr-date-input, tr-reference-box, vaadin-select, vaadin-text-field, input)')
      ?.focus();
  }

  /** A required parameter keeps its value: emptying it gives it its default again. */
  #change(changes: Readonly<Record<string, Value | undefined>>): void {
    const kept = Object.fromEntries(
      Object.entries(changes).map(([name, value]) => {
        const required = this.declared.find((parameter) => parameter.name === name)?.required ?? false;
        return [name, required && isEmptyValue(value) ? undefined : value];
      }),
    );
    this.emit('tr-parameters', kept);
  }
}
