/**
 * `<tr-stage-dialog>`: what a stage demands and the record does not have yet, asked for when the record is moved into it outside
 * of its form. The answer is the change with these values: one write, or none.
 */
import { css, html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { Entity } from '../../metadata/model/model.js';
import type { FormNode } from '../../metadata/schema/entity.js';
import type { WireRecord } from '../data/record.js';
import { createFieldHost } from '../host/field-host.js';
import type { Host } from '../host/host.js';
import '../ui/dialog.js';
import type { TrDialog } from '../ui/dialog.js';
import '../ui/editors.js';
import { TrElement } from '../ui/element.js';
import { checkRecord } from '../record/check-record.js';
import type { FormContext } from '../record/form-context.js';
import '../record/form-view.js';
import type { TrForm } from '../record/form-view.js';
import { createRules } from '../record/open-record.js';
import { RecordDraft, type Values } from '../record/record-draft.js';

export interface StageQuestion {
  readonly host: Host;
  readonly entity: Entity;
  /** The record as the server has it, whole. */
  readonly record: WireRecord;
  /** What it is called, and where it moves to. */
  readonly name: string;
  readonly stage: string;
  /** The change that is asked for. */
  readonly values: Values;
  /** Fields that it lacks. */
  readonly missing: readonly string[];
  /** The dialog is put in here. */
  readonly root: ParentNode;
}

/** The values of the fields as a body carries them; undefined when the dialog was left. */
export async function askStage(question: StageQuestion): Promise<Values | undefined> {
  const { host, root } = question;
  await host.app.ensureFunctions();
  const dialog = document.createElement('tr-stage-dialog');
  dialog.host = host;
  root.append(dialog);
  const answer = await dialog.ask(question);
  dialog.remove();
  return answer;
}

@customElement('tr-stage-dialog')
export class TrStageDialog extends TrElement {
  @state() private form: FormContext | undefined;
  @query('tr-dialog') private dialog!: TrDialog;
  @query('tr-form') private formElement!: TrForm;
  #question!: StageQuestion;
  #nodes: readonly FormNode[] = [];
  #draft!: RecordDraft;
  #answer: Values | undefined;

  static override styles = css`
    p {
      margin: 0 0 12px;
    }
  `;

  async ask(question: StageQuestion): Promise<Values | undefined> {
    this.#question = question;
    this.#nodes = question.missing.map((name) => ({ id: name, type: 'field', field: name, span: 12 }));
    this.#draft = new RecordDraft(question.record);
    for (const [name, value] of Object.entries(question.values)) this.#draft.set(name, value);
    this.#build(new Map());
    await this.updateComplete;
    const left = new Promise<void>((resolve) => this.addEventListener('tr-closed', () => resolve(), { once: true }));
    await this.dialog.open();
    await this.formElement.updateComplete;
    this.formElement.focusFirst();
    await left;
    return this.#answer;
  }

  override render() {
    if (!this.form) return html``;
    const { name, stage, missing } = this.#question;
    return html`<tr-dialog .heading=${this.t('stage.ask', { name, stage })}>
      <p>${this.t('stage.askText', { count: missing.length })}</p>
      <tr-form
        .nodes=${this.#nodes}
        .form=${this.form}
        @keydown=${(event: KeyboardEvent) => this.#key(event)}
      ></tr-form>
      <vaadin-button slot="foot" @click=${() => this.dialog.close()}>${this.t('common.cancel')}</vaadin-button>
      <vaadin-button slot="foot" theme="primary" @click=${() => this.#save()}>${this.t('stage.move')}</vaadin-button>
    </tr-dialog>`;
  }

  #build(errors: ReadonlyMap<string, string>): void {
    const { host, entity } = this.#question;
    const draft = this.#draft;
    this.form = {
      host,
      entity,
      draft,
      rules: this.form?.rules ?? createRules(host),
      mayUpdate: true,
      fieldHost: createFieldHost(host, draft.values),
      errors,
      set: (name, value) => {
        draft.set(name, value);
        draft.unreadable.delete(name);
        this.#build(new Map([...errors].filter(([path]) => path.split('/')[1] !== name)));
      },
      // What a stage asks for are fields of the record itself.
      setCell: () => undefined,
      addRow: () => undefined,
      refuse: (name, message) => {
        if (draft.unreadable.get(name) === message) return;
        if (message === undefined) draft.unreadable.delete(name);
        else draft.unreadable.set(name, message);
        this.#build(errors);
      },
    };
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.#save();
  }

  #save(): void {
    const errors = checkRecord(this.form!, this.#nodes);
    this.#build(errors);
    const [first] = errors.keys();
    if (first !== undefined) {
      void this.updateComplete.then(() => this.formElement.focusField(first));
      return;
    }
    const { host, entity } = this.#question;
    this.#answer = this.#draft.body(host.app.model, entity, (value, field) => {
      const { toBody } = host.fields.get(field.type.id);
      return toBody ? toBody(value, field) : value;
    });
    this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-stage-dialog': TrStageDialog;
  }
}
