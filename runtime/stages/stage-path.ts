/**
 * `<tr-stage-path>`: the stages of a record as steps above its form: what is behind, where it stands, what is ahead. A step is
 * chosen by click, or by arrows and Enter; it changes the form and is saved with it. Where it is narrow the steps are
 * one button with a menu.
 */
import { html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { PipelineDocument } from '../../metadata/schema/entity.js';
import { standing, stepsOf, type Step } from '../../metadata/rules/pipeline.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import '../ui/menu.js';
import type { TrMenu } from '../ui/menu.js';
import { fieldState, formValues, type FormContext } from '../record/form-context.js';
import { stagePathStyles } from './stage-path-styles.js';
import '../ui/later-strings.js';

interface Shown extends Step {
  readonly label: string;
  readonly active: boolean;
}

@customElement('tr-stage-path')
export class TrStagePath extends TrElement {
  /** A new object whenever anything changed. */
  @property({ attribute: false }) form!: FormContext;
  @property({ attribute: false }) pipeline!: PipelineDocument;
  @query('tr-menu') private menu!: TrMenu;

  static override styles = stagePathStyles;

  get #field() {
    return this.form.entity.fields.get(this.pipeline.field);
  }

  override render() {
    const field = this.#field;
    if (!field) return nothing;
    const state = fieldState(this.form, field, { id: field.id, type: 'field', field: field.name });
    if (!state.visible || state.masked) return nothing;
    const steps = this.#steps();
    const name = this.t('stage.path', { field: this.host.i18n.label(field.label, field.name) });
    return html`<div class="path" role="group" aria-label=${name}>
        <ol @keydown=${(event: KeyboardEvent) => this.#key(event)}>
          ${steps.map((step, index) => this.#step(step, state.readOnly, this.#tabStop(steps) === index))}
        </ol>
        ${this.#short(steps, state.readOnly)}
      </div>
      ${this.#age()}<tr-menu></tr-menu>`;
  }

  /** Retired codes are shown where the record stands only; what does not fit the record cannot be chosen. */
  #steps(): readonly Shown[] {
    const { form, pipeline, host } = this;
    const field = this.#field!;
    const current = form.draft.get(field.name);
    const values = host.app.model.dictionaries.get(field.dictionary ?? '')?.values ?? new Map();
    const shown = [...values.values()].filter((value) => value.active !== false || value.code === current);
    return stepsOf(pipeline, shown.map((value) => value.code), current).map((step) => ({
      ...step,
      label: host.i18n.label(values.get(step.value)!.label, step.value),
      active: form.rules?.fits(form.entity, field, step.value, form.draft.values) !== false,
    })); // prettier-ignore
  }

  #step(step: Shown, readOnly: boolean, isStop: boolean) {
    const { label, state, outcome } = step;
    const sign = { passed: 'check', current: outcome === 'won' ? 'check' : outcome === 'lost' ? 'x' : '', ahead: '' }[
      state
    ];
    const content = html`${sign ? icon(sign, 's') : nothing}<span class="clip">${label}</span
      >${state === 'passed' ? html`<span class="sr">, ${this.t('stage.passed')}</span>` : nothing}`;
    const current = state === 'current' ? 'step' : nothing;
    const kind = `step ${state} ${outcome}`;
    return html`<li>
      ${
        readOnly
          ? html`<span class=${kind} aria-current=${current} data-tip-cut>${content}</span>`
          : html`<button
              type="button"
              class=${kind}
              aria-current=${current}
              aria-disabled=${step.active ? nothing : 'true'}
              tabindex=${isStop ? 0 : -1}
              data-tip=${label}
              data-tip-cut
              @click=${() => this.#choose(step)}
            >
              ${content}
            </button>`
      }
    </li>`;
  }

  /** The step that Tab reaches. */
  #tabStop(steps: readonly Shown[]): number {
    return Math.max(0, steps.findIndex((step) => step.state === 'current')); // prettier-ignore
  }

  /** Won and lost are two ends of one last step. */
  #short(steps: readonly Shown[], readOnly: boolean) {
    const open = steps.filter((step) => step.outcome === 'open');
    const total = open.length + (open.length < steps.length ? 1 : 0);
    const current = steps.find((step) => step.state === 'current');
    const at = current ? (current.outcome === 'open' ? open.indexOf(current) + 1 : total) : 0;
    const text = current ? this.t('stage.step', { at, total, stage: current.label }) : this.t('stage.none');
    const bar = html`<span class="bar" aria-hidden="true"
      >${Array.from({ length: total }, (_, index) => html`<i class=${index < at ? (current?.outcome ?? '') : 'ahead'}></i>`)}</span
    >`;
    if (readOnly) return html`<div class="short"><span class="line">${text}</span>${bar}</div>`;
    return html`<button
      type="button"
      class="short"
      aria-haspopup="menu"
      @click=${(event: Event) => void this.#open(event.currentTarget as HTMLElement, steps)}
    >
      <span class="line"><span class="clip">${text}</span>${icon('chevron-down', 's')}</span>${bar}
    </button>`;
  }

  #open(cause: HTMLElement, steps: readonly Shown[]): Promise<void> {
    const items = steps.map((step) => ({
      id: step.value,
      label: step.label,
      checked: step.state === 'current',
      ...(step.active
        ? {}
        : { reason: this.t('finding.NOT_AN_OPTION', { field: this.host.i18n.label(this.#field!.label) }) }),
      run: () => this.#choose(step),
    }));
    return this.menu.openAt(cause, this.host.i18n.label(this.#field!.label), items);
  }

  #choose({ value, label, state, active }: Shown): void {
    if (state === 'current' || !active) return;
    this.form.set(this.pipeline.field, value);
    this.host.announce(this.t('stage.chosen', { stage: label }));
  }

  #key(event: KeyboardEvent): void {
    const buttons = [...this.renderRoot.querySelectorAll<HTMLButtonElement>('ol button')];
    const at = buttons.indexOf((this.renderRoot as ShadowRoot).activeElement as HTMLButtonElement);
    const moves: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 };
    const next = buttons[moves[event.key] ?? -1];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  /** How long the record has stood where the server has it; nothing once another stage is chosen. */
  #age() {
    const { form, pipeline } = this;
    const moment = form.rules?.moment;
    if (!moment || form.draft.isNew || form.draft.isChanged(pipeline.field)) return nothing;
    const stands = standing(pipeline, formValues(form), { today: moment.today(), timeZone: moment.timeZone });
    if (!stands) return nothing;
    const { days: count, limit = 0, isOver } = stands;
    return html`<p class="age ${isOver ? 'over' : ''}">
      ${icon(isOver ? 'triangle-alert' : 'clock', 's')}${form.host.i18n.t(isOver ? 'stage.over' : 'stage.age', { count, limit })}
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-stage-path': TrStagePath;
  }
}
