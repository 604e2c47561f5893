/**
 * `<tr-query-fields>`: the query pane of a report: labelled fields and Run, since a report may be costly. On a phone it is
 * a sheet from below that a button elsewhere opens (`openAt`). Dispatches `tr-change` for each value, `tr-reset`, `tr-run`.
 */
import { css, html, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { Value } from '../../metadata/value.js';
import { createFieldHost } from '../host/field-host.js';
import { TrElement } from '../ui/element.js';
import '../ui/panel.js';
import type { TrPanel } from '../ui/panel.js';
import { button } from '../ui/parts.js';
import { ChosenOptions, readOptions, type Board } from './option-source.js';
import { parameterEditor } from './parameter-editor.js';
import { parameterLabel } from './parameter-field.js';
import { parameterWords } from './parameter-words.js';
import { isEmptyValue, type GivenParameters } from './parameters.js';

@customElement('tr-query-fields')
export class TrQueryFields extends TrElement {
  @property({ attribute: false }) board!: Board;
  /** As in the pane: not run yet. */
  @property({ attribute: false }) given: GivenParameters = {};
  @property({ attribute: false }) stated: Readonly<Record<string, Value>> = {};
  /** Required ones without a value. */
  @property({ attribute: false }) missing: readonly string[] = [];
  @property({ type: Boolean }) changed = false;
  @property({ type: Boolean, reflect: true }) phone = false;
  @query('tr-panel') private panel!: TrPanel | null;
  #chosen: ChosenOptions | undefined;

  static override styles = css`
    :host { display: block; flex: none; }
    .pane { display: flex; flex-wrap: wrap; align-items: flex-end; gap: 12px; margin: 0 24px; padding: 12px 16px; border: 1px solid var(--tr-line); border-radius: var(--tr-radius-l); background: var(--tr-canvas); }
    .field { width: 168px; }
    .field.period { width: 244px; }
    :host([phone]) .pane { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); margin: 0; border: 0; border-radius: 0; background: none; padding: 16px; }
    :host([phone]) .field { width: auto; min-width: 0; }
    :host([phone]) .field.period { grid-column: 1 / -1; }
    :host([phone]) .pane > .sp { display: none; }
    :host([phone]) .pane > .row { grid-column: 1 / -1; justify-content: flex-end; }
    @media print { .pane { display: none; } }
  `; // prettier-ignore

  openAt(cause: HTMLElement): void {
    this.panel?.openAt(cause);
  }

  /** Puts the focus on the first value that is missing, else on the first; on a phone the sheet opens for it. */
  focusFirst(): void {
    const fields = [...this.renderRoot.querySelectorAll<HTMLElement>('.field')];
    const shown = this.board.declared.filter((parameter) => !parameter.hidden);
    const at = Math.max(0, shown.findIndex(({ name }) => this.missing.includes(name))); // prettier-ignore
    if (this.phone) this.panel?.openAt(this);
    (fields[at]?.firstElementChild as HTMLElement | null | undefined)?.focus();
  }

  /** What depends on a value that changed keeps only what is still offered. */
  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('stated');
    if (!before || (changed.get('board') ?? this.board).name !== this.board.name) return;
    for (const parameter of this.board.declared) {
      const above = parameter.dependsOn ?? [];
      const isMoved = above.some((name) => JSON.stringify(before[name]) !== JSON.stringify(this.stated[name]));
      if (isMoved && !isEmptyValue(this.stated[parameter.name])) void this.#narrow(parameter);
    }
  }

  async #narrow(parameter: Parameter): Promise<void> {
    const { host, board, given, stated } = this;
    const answer = await readOptions(host, { board, parameter, given, stated }).catch(() => undefined);
    const value = stated[parameter.name]!;
    // Meanwhile something else was chosen, or it cannot be known: the list says what is no longer offered.
    if (!answer || this.stated[parameter.name] !== value) return;
    const left = answer.chosen.filter(({ available }) => available).map((option) => option.value);
    if (left.length === answer.chosen.length) return;
    this.emit('tr-change', { parameter, value: left.length === 0 ? null : parameter.multiple ? left : left[0]! });
    host.announce(this.t('report.narrowed', { name: parameterLabel(parameter, createFieldHost(host)) }));
  }

  override render() {
    const form = this.#form();
    return this.phone ? html`<tr-panel .label=${this.t('report.parameters')}>${form}</tr-panel>` : form;
  }

  #form() {
    const shown = this.board.declared.filter((parameter) => !parameter.hidden);
    return html`<form
      class="pane"
      aria-label=${this.t('report.parameters')}
      @submit=${(event: Event) => {
        event.preventDefault();
        this.#run();
      }}
      @keydown=${this.#key}
    >
      ${shown.map(
        (parameter) =>
          html`<div class="field ${parameter.type === 'dateRange' ? 'period' : ''}">${this.#editor(parameter)}</div>`,
      )}
      <span class="sp"></span>
      <div class="row">
        ${button({
          label: this.t('dashboard.reset'),
          theme: 'tertiary',
          disabled: !this.changed,
          run: () => this.emit('tr-reset'),
        })}
        ${button({ label: this.t('report.run'), icon: 'play', theme: 'primary', run: () => this.#run() })}
      </div>
    </form>`;
  }

  #editor(parameter: Parameter) {
    this.#chosen ??= new ChosenOptions(this.host, () => this.requestUpdate());
    const { host, board, given, stated } = this;
    const fieldHost = createFieldHost(host);
    const isMissing = this.missing.includes(parameter.name) && isEmptyValue(stated[parameter.name]);
    return parameterEditor(parameter, {
      host,
      fieldHost,
      board,
      given,
      stated,
      words: parameterWords(parameter, host, { stated, chosen: this.#chosen.of(board, parameter, given, stated) }),
      error: isMissing ? this.t('record.required', { field: parameterLabel(parameter, fieldHost) }) : undefined,
      onChange: (value) => this.emit('tr-change', { parameter, value }),
    });
  }

  #run(): void {
    this.panel?.close();
    this.emit('tr-run');
  }

  /** Ctrl+Enter runs from any field: Enter alone belongs to the pickers. */
  #key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.#run();
  }
}
