/**
 * `<tr-action-dialog>`: what an action will make, a part for each record with its form filled in; Ctrl+Enter runs it.
 * Errors stand beside their fields, nothing typed is lost. `run` resolves to the answer, or undefined when it was left.
 */
import { html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { ActionPreview, PreviewStep } from '../../metadata/action/preview.js';
import type { EntityAction } from '../../metadata/schema/entity-action.js';
import { ApiFailure } from '../data/api-client.js';
import { hrefs } from '../data/router.js';
import { inSentence } from '../host/entity-words.js';
import { createEditHost } from '../host/field-host.js';
import { duplicatesIn, seenText } from '../record/duplicates.js';
import '../record/form-view.js';
import type { TrForm } from '../record/form-view.js';
import { createRules } from '../record/open-record.js';
import { failureSentence, newKey } from '../record/save-record.js';
import { ask } from '../ui/dialog.js';
import type { TrDialog } from '../ui/dialog.js';
import '../ui/editors.js';
import { TrElement } from '../ui/element.js';
import { referenceEditor } from '../ui/field-parts.js';
import { icon } from '../ui/icon.js';
import {
  fetchPreview, findingsOf, sendRun, type ActionBody, type ActionDone, type ActionPlace,
} from './action-client.js'; // prettier-ignore
import { actionDialogStyles } from './action-dialog-styles.js';
import { StepForm } from './step-form.js';

@customElement('tr-action-dialog')
export class TrActionDialog extends TrElement {
  place!: ActionPlace;
  action!: EntityAction;
  @state() private preview: ActionPreview | undefined;
  @state() private forms: ReadonlyMap<string, StepForm> = new Map();
  /** Why it could not be prepared. */
  @state() private failure: string | undefined;
  @state() private general: readonly string[] = [];
  @state() private note: string | undefined;
  @state() private isBusy = false;
  @query('tr-dialog') private dialog!: TrDialog;
  #key = newKey();
  #done: ActionDone | undefined;
  #left: () => void = () => undefined;
  #stop: (() => void) | undefined;

  static override styles = actionDialogStyles;

  async run(): Promise<ActionDone | undefined> {
    const left = new Promise<void>((resolve) => (this.#left = resolve));
    const go = () => void Promise.resolve().then(() => this.#run());
    const label = () => this.#label;
    this.#stop = this.host.shortcuts.add({
      label,
      shortcuts: [
        { keys: 'Ctrl+Enter', label, run: go },
        { keys: 'Ctrl+S', label, run: go },
      ],
    });
    await this.updateComplete;
    await this.dialog.open();
    await this.#load();
    await this.updateComplete;
    this.renderRoot.querySelector<TrForm>('tr-form')?.focusFirst();
    await left;
    return this.#done;
  }

  override disconnectedCallback(): void {
    this.#stop?.();
    super.disconnectedCallback();
  }

  get #label(): string {
    return this.host.i18n.label(this.action.label, this.action.name);
  }

  override render() {
    return html`<tr-dialog
      .heading=${this.#label}
      width="880px"
      @tr-closed=${() => this.#left()}
      @tr-cancel=${(event: Event) => {
        if (!this.#isAtStake && !this.isBusy) return;
        event.preventDefault();
        void this.#leave();
      }}
    >
      ${this.#content()}
      <vaadin-button slot="foot" ?disabled=${this.isBusy} @click=${() => void this.#leave()}
        >${this.t('common.cancel')}</vaadin-button
      >
      <vaadin-button
        slot="foot"
        theme="primary"
        data-tip="Ctrl+Enter"
        ?disabled=${this.isBusy || !this.preview?.available}
        @click=${() => void this.#run()}
        >${this.#label}</vaadin-button
      >
    </tr-dialog>`;
  }

  #content() {
    const { preview, failure } = this;
    if (failure !== undefined)
      return html`<div class="box bad" role="alert">
        ${icon('circle-x')}<span
          ><b>${this.t('action.failed')}</b> ${failure}
          <button type="button" class="linkish" @click=${() => void this.#load()}>
            ${this.t('action.again')}
          </button></span
        >
      </div>`;
    if (!preview) return html`<p class="t3" aria-busy="true">${this.t('action.loading')}</p>`;
    if (!preview.available)
      return html`<div class="box warn" role="alert">${icon('info')}<span>${this.t('action.gone')}</span></div>`;
    const help = this.host.i18n.label(this.action.help);
    return html`${help ? html`<p>${help}</p>` : nothing}
    ${this.note === undefined ? nothing : html`<div class="box warn" role="status">${icon('info')}<span>${this.note}</span></div>`}
    ${this.#summary()} ${preview.steps.map((step) => this.#step(step))}`;
  }

  #summary() {
    const beside = [...this.forms.values()].reduce((count, form) => count + form.errors.size, 0);
    const choices = [...this.forms.values()].filter((form) => form.choiceError !== undefined).length;
    const count = Math.max(beside + choices, this.general.length);
    if (count === 0) return nothing;
    return html`<div class="box bad summary" role="alert" tabindex="-1">
      ${icon('circle-x')}
      <div>
        <b>${this.t('action.errors', { count })}</b>
        ${
          this.general.length > 0
            ? html`<ul>
                ${this.general.map((message) => html`<li>${message}</li>`)}
              </ul>`
            : nothing
        }
      </div>
    </div>`;
  }

  #step(step: PreviewStep) {
    const form = this.forms.get(step.as);
    if (step.state === 'skip' || !form) return nothing;
    const { entity } = form;
    const name = this.host.i18n.label(entity.label, entity.name);
    const thing = inSentence(this.host, name);
    const box = (input: unknown) => html`${input}${icon(entity.document.icon ?? 'box')}<span>${name}</span>`;
    const check = html`<input
      type="checkbox"
      .checked=${form.isIncluded}
      ?disabled=${!step.allowed}
      @change=${(event: Event) => {
        form.isIncluded = (event.target as HTMLInputElement).checked;
        this.requestUpdate();
      }}
    />`;
    return html`<section role="group" class="step" aria-label=${name} data-step=${step.as}>
      <div class="top">
        <h3>${step.optional && step.state === 'make' ? html`<label>${box(check)}</label>` : box(nothing)}</h3>
        ${step.choice && step.state === 'make' && form.isIncluded ? this.#ways(step, form, thing) : nothing}
      </div>
      ${step.state === 'use' ? this.#used(step, thing) : this.#fields(step, form, name)}
    </section>`;
  }

  #ways(step: PreviewStep, form: StepForm, thing: string) {
    const way = (isExisting: boolean, label: string) =>
      html`<label
        ><input
          type="radio"
          name=${`way ${step.as}`}
          .checked=${form.isExisting === isExisting}
          @change=${() => {
            form.isExisting = isExisting;
            form.choiceError = undefined;
            this.requestUpdate();
          }}
        />${label}</label
      >`;
    return html`<fieldset class="ways" aria-label=${this.t('action.which', { thing })}>
      ${way(false, this.t('action.make', { thing }))} ${way(true, this.t('action.use', { thing }))}
    </fieldset>`;
  }

  #used({ entity, record }: PreviewStep, thing: string) {
    const label = record?.label ?? this.t('record.unnamed');
    return html`<div class="used">
      ${this.t('action.used', { thing })}
      <a href=${hrefs.record(entity, record?.id ?? '')} target="_blank" rel="noopener">${label}</a>
    </div>`;
  }

  #fields(step: PreviewStep, form: StepForm, name: string) {
    if (form.isExisting) {
      const edit = createEditHost(form.form.fieldHost, {
        place: 'form',
        label: name,
        required: true,
        error: form.choiceError,
      });
      return html`<div class="in existing">
        ${referenceEditor(form.chosen, step.entity, edit, (value) => form.choose(value))}
      </div>`;
    }
    if (!step.allowed) return html`<div class="used">${this.t('action.forbidden')}</div>`;
    if (!form.isIncluded) return nothing;
    return html`<div class="in"><tr-form inner .nodes=${form.nodes} .form=${form.form}></tr-form></div>`;
  }

  get #isAtStake(): boolean {
    return this.#done === undefined && [...this.forms.values()].some((form) => form.isTouched);
  }

  /** Plans anew; what was typed for an earlier plan is kept. */
  async #load(): Promise<void> {
    const { host } = this;
    this.failure = undefined;
    try {
      const [preview] = await Promise.all([fetchPreview(host, this.place), host.app.ensureFunctions()]);
      const rules = createRules(host);
      const forms = new Map<string, StepForm>();
      for (const step of preview.steps) {
        const form = await StepForm.of(host, step, rules, () => this.requestUpdate());
        const earlier = this.forms.get(step.as);
        if (form && earlier) form.take(earlier);
        if (form) forms.set(step.as, form);
      }
      this.preview = preview;
      this.forms = forms;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = failureSentence(host.i18n, error);
    }
  }

  async #leave(): Promise<void> {
    if (this.isBusy) return;
    if (this.#isAtStake) {
      const answer = await ask(this.host, this.renderRoot, {
        title: this.t('action.dropTitle'),
        text: this.t('action.dropText'),
        actions: [
          { id: 'drop', label: this.t('action.drop'), theme: 'tertiary' },
          { id: 'stay', label: this.t('action.stay'), theme: 'primary' },
        ],
      });
      if (answer !== 'drop') return;
    }
    this.dialog.close();
  }

  get #body(): ActionBody {
    const forms = [...this.forms];
    const values = forms.flatMap(([as, form]) => {
      const body = form.isMade ? form.body() : {};
      return Object.keys(body).length > 0 ? [[as, body] as const] : [];
    });
    const use = forms.flatMap(([as, { isExisting, isIncluded, chosen }]) =>
      isExisting && isIncluded && chosen ? [[as, chosen.id] as const] : [],
    );
    const without = forms.filter(([, { step, isIncluded }]) => step.optional && !isIncluded).map(([as]) => as);
    return {
      version: this.preview!.version,
      ...(values.length > 0 ? { values: Object.fromEntries(values) } : {}),
      ...(use.length > 0 ? { use: Object.fromEntries(use) } : {}),
      ...(without.length > 0 ? { without } : {}),
    };
  }

  async #run(): Promise<void> {
    if (this.isBusy || !this.preview?.available) return;
    this.general = [];
    this.note = undefined;
    const forms = [...this.forms.values()];
    const isFine = forms.map((form) => form.check(this.t('action.choose'))).every(Boolean);
    this.requestUpdate();
    if (!isFine) return this.#focusError();
    this.isBusy = true;
    try {
      const done = await this.#send([]);
      if (!done) return;
      this.#done = done;
      this.host.records.forget();
      this.dialog.close();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      await this.#refused(error);
    } finally {
      this.isBusy = false;
    }
  }

  /** Undefined where there are such records already and the person goes back to look. */
  async #send(seen: readonly string[]): Promise<ActionDone | undefined> {
    try {
      return await sendRun(this.host, this.place, { body: this.#body, key: this.#key, seen });
    } catch (error) {
      const found = error instanceof ApiFailure ? duplicatesIn(error) : undefined;
      if (!found) throw error;
      const { askDuplicates } = await import('../record/duplicate-dialog.js');
      return (await askDuplicates(this, found)) ? this.#send([...seen, seenText(found)]) : undefined;
    }
  }

  async #refused(failure: ApiFailure): Promise<void> {
    if (failure.code === 'VERSION_CONFLICT') {
      await this.#load();
      this.note = this.t('action.changed');
      return;
    }
    const isInput = failure.status === 422 || failure.status === 400;
    const { byStep, general } = isInput ? findingsOf(failure) : { byStep: new Map<string, never>(), general: [failureSentence(this.host.i18n, failure)] }; // prettier-ignore
    const elsewhere = [...byStep].flatMap(([as, errors]) => this.forms.get(as)?.show(errors) ?? [...errors.values()]);
    this.general = [...general, ...elsewhere];
    await this.#focusError();
  }

  /** To the first field that is wrong, else to what is said above all. */
  async #focusError(): Promise<void> {
    await this.updateComplete;
    for (const [as, { errors }] of this.forms) {
      const form = this.renderRoot.querySelector(`[data-step="${as}"]`)?.querySelector<TrForm>('tr-form');
      const [path] = [...errors.keys()];
      if (!form || path === undefined) continue;
      await form.updateComplete;
      return form.focusField(path);
    }
    this.renderRoot.querySelector<HTMLElement>('.summary')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-action-dialog': TrActionDialog;
  }
}
