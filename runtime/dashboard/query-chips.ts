/**
 * `<tr-query-chips>`: the query pane of a dashboard as chips in one row; a click opens the editor of one below it. On a
 * phone one button opens all of them as a sheet from below. Dispatches `tr-parameters` with the values that changed.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { Value } from '../../metadata/value.js';
import { createFieldHost } from '../host/field-host.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import '../ui/panel.js';
import type { TrPanel } from '../ui/panel.js';
import { button } from '../ui/parts.js';
import { ChosenOptions, type Board } from './option-source.js';
import { parameterEditor } from './parameter-editor.js';
import { parameterLabel } from './parameter-field.js';
import { parameterWords } from './parameter-words.js';
import { isEmptyValue, parameterGroups, type GivenParameters, type ParameterGroup } from './parameters.js';
import { queryPaneStyles } from './query-pane-styles.js';

/** Typed text counts when a person pauses. */
const PAUSE = 400;

@customElement('tr-query-chips')
export class TrQueryChips extends TrElement {
  @property({ attribute: false }) board!: Board;
  @property({ attribute: false }) given: GivenParameters = {};
  /** As chosen, defaults filled in. */
  @property({ attribute: false }) stated: Readonly<Record<string, Value>> = {};
  /** Something differs from the defaults. */
  @property({ type: Boolean }) changed = false;
  /** Only the panel: a button elsewhere opens it. */
  @property({ type: Boolean, reflect: true }) bare = false;
  @state() private open: readonly ParameterGroup[] = [];
  /** Typed, and not yet given away. */
  @state() private typed: Readonly<Record<string, Value>> = {};
  @query('tr-panel') private panel!: TrPanel;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #chosen: ChosenOptions | undefined;

  static override styles = [
    queryPaneStyles,
    css`
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
        min-width: min-content;
        overflow: hidden;
        text-overflow: ellipsis;
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
      .foot {
        display: flex;
        justify-content: space-between;
        gap: 8px;
      }
      @media (pointer: coarse) {
        .set {
          height: 36px;
        }
      }
    `,
  ];

  override disconnectedCallback(): void {
    clearTimeout(this.#timer);
    super.disconnectedCallback();
  }

  get #groups(): readonly ParameterGroup[] {
    return parameterGroups(this.board.declared);
  }

  override render() {
    const chips = this.bare ? [] : this.#groups.map((group) => this.#chip(group));
    return html`${chips} ${this.changed && !this.bare ? this.#reset() : nothing}
      <tr-panel .label=${this.t('dashboard.filters')} @tr-closed=${() => (this.open = [])}>${this.#form()}</tr-panel>`;
  }

  /** Opens the editors of all parameters at a cause: the filter button of a phone. */
  async openAll(cause: HTMLElement): Promise<void> {
    await this.#openAt(cause, this.#groups);
  }

  #reset() {
    return button({ label: this.t('dashboard.reset'), theme: 'tertiary small', run: () => this.emit('tr-reset') });
  }

  #name(group: ParameterGroup): string {
    return group.kind === 'period'
      ? this.t('parameters.period')
      : parameterLabel(group.parameters[0]!, createFieldHost(this.host));
  }

  #wordsOf(parameter: Parameter) {
    this.#chosen ??= new ChosenOptions(this.host, () => this.requestUpdate());
    const { board, given, stated } = this;
    return parameterWords(parameter, this.host, { stated, chosen: this.#chosen.of(board, parameter, given, stated) });
  }

  #words(group: ParameterGroup): unknown {
    if (group.kind === 'one') return this.#wordsOf(group.parameters[0]!);
    const isSet = group.parameters.some(({ name }) => !isEmptyValue(this.stated[name]));
    if (!isSet) return this.t('parameters.all');
    const [from, to] = group.parameters.map((each) =>
      isEmptyValue(this.stated[each.name]) ? '' : this.#wordsOf(each),
    );
    return html`${from} – ${to}`;
  }

  #chip(group: ParameterGroup) {
    const name = this.#name(group);
    const [first] = group.parameters;
    const isSet =
      group.kind === 'one' && first!.default === undefined && !isEmptyValue(this.stated[first!.name] ?? null);
    const words = html`<span class="k">${name}</span><span class="strong clip">${this.#words(group)}</span>`;
    const open = (event: Event) => void this.#openAt(event.currentTarget as HTMLElement, [group]);
    if (!isSet) {
      return html`<button type="button" class="chip" aria-haspopup="dialog" @click=${open}>
        ${words}${icon(/^date/.test(first!.type) ? 'calendar' : 'chevron-down', 's')}
      </button>`;
    }
    return html`<span class="set">
      <button type="button" aria-haspopup="dialog" @click=${open}>${words}</button>
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
    const alone = this.open.length === 1;
    const editor = (parameter: Parameter) => this.#editor(parameter, alone);
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

  #editor(parameter: Parameter, alone: boolean) {
    const { board, given, host } = this;
    const isTyped = parameter.type === 'text' || parameter.type === 'number';
    return parameterEditor(parameter, {
      host,
      fieldHost: createFieldHost(host),
      board,
      given,
      stated: { ...this.stated, ...this.typed },
      words: this.#wordsOf(parameter),
      alone,
      onChange: (value) => {
        const isDefault = isEmptyValue(value) && parameter.default === undefined;
        const change = { [parameter.name]: isDefault ? undefined : value };
        if (isTyped && parameter.options === undefined) this.#later(parameter.name, value, change);
        else this.#change(change);
      },
    });
  }

  async #openAt(cause: HTMLElement, groups: readonly ParameterGroup[]): Promise<void> {
    this.open = groups;
    this.typed = {};
    await this.updateComplete;
    this.panel.openAt(cause);
    // On a touch screen the focus of an editor would open its keyboard or calendar unasked.
    if (!matchMedia('(pointer: fine)').matches) return;
    await import('../ui/editors.js');
    const editor = this.renderRoot.querySelector<HTMLElement & { updateComplete?: Promise<unknown> }>(
      '.form :is(tr-option-list, tr-date-input, tr-reference-box, vaadin-select, vaadin-text-field, input)',
    );
    // One defined only now has nothing inside yet that could take the focus.
    await editor?.updateComplete;
    editor?.focus();
  }

  #later(name: string, value: Value, change: Readonly<Record<string, Value | undefined>>): void {
    this.typed = { ...this.typed, [name]: value };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#change(change), PAUSE);
  }

  /** A required parameter keeps its value: emptying it gives it its default again. */
  #change(changes: Readonly<Record<string, Value | undefined>>): void {
    const kept = Object.fromEntries(
      Object.entries(changes).map(([name, value]) => {
        const required = this.board.declared.find((parameter) => parameter.name === name)?.required ?? false;
        return [name, required && isEmptyValue(value) ? undefined : value];
      }),
    );
    this.emit('tr-parameters', kept);
  }
}
