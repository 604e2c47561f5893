/**
 * `<td-field-dialog>`: a new field in one panel: what it is called, its type with the type's options, where it is shown at
 * once. It is one act over the entity, a form and a list, and one Undo takes it back.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { ulid } from 'ulid';
import { applyOperation } from '../../metadata/document/operations.js';
import type { FieldType } from '../../metadata/contributions.js';
import type { FieldDocument } from '../../metadata/schema/entity.js';
import '../../runtime/ui/dialog.js';
import type { TrDialog } from '../../runtime/ui/dialog.js';
import { button } from '../../runtime/ui/parts.js';
import { findNode, lastIn, nodesIn, type Place } from '../form/gestures/form-tree.js';
import { drawControl, isWide } from '../inspector/controls.js';
import { inputStyles, inspectorStyles } from '../inspector/inspector-styles.js';
import { keyLabel } from '../inspector/key-words.js';
import { propertiesAt, type Property } from '../inspector/properties.js';
import type { HelpContext } from '../json/editor-help.js';
import { namesFor } from '../json/names.js';
import { schemaRoot } from '../json/schema-walk.js';
import type { DocumentKey } from '../session/document-client.js';
import { runMany } from '../session/many-toast.js';
import { keysOfPath, setOperation } from '../session/set-value.js';
import { TdElement } from '../td-element.js';
import { newFieldTypes } from './field-types.js';
import { abilitiesOf, newFieldPlan } from './new-field.js';
import { formsOf, viewsOf } from './surrounding-documents.js';

export interface FieldQuestion {
  readonly entity: string;
  readonly type: string;
  readonly label: string;
  /** The place on a form where it was let go; undefined: at the end of a form that is chosen. */
  readonly form?: { readonly key: DocumentKey; readonly place: Place; readonly says: string };
}

@customElement('td-field-dialog')
export class TdFieldDialog extends TdElement {
  @property({ attribute: false }) help: HelpContext | undefined;
  @state() private asked: FieldQuestion | undefined;
  @state() private label = '';
  @state() private type = 'text';
  @state() private options: Readonly<Record<string, unknown>> = {};
  @state() private values = '';
  @state() private flags: Readonly<Record<'required' | 'unique' | 'list' | 'filter', boolean>> = none;
  @state() private onForm = '';
  @state() private tried = false;
  @state() private busy = false;
  @query('tr-dialog') private dialog!: TrDialog;

  static override styles = [
    inspectorStyles,
    inputStyles,
    css`
      .fields {
        display: grid;
        gap: 12px;
        color: var(--tr-text);
      }
      section {
        padding: 0;
        border: 0;
      }
      .row {
        grid-template-columns: 120px minmax(0, 1fr);
      }
      .two {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        gap: 12px;
      }
      .two > label,
      .one {
        display: grid;
        gap: 4px;
        font: var(--tr-text-label);
        color: var(--tr-text-2);
      }
      .fields :is(input:not([type='checkbox']), select, textarea).in {
        font: var(--tr-text-body);
        color: var(--tr-text);
        min-height: var(--tr-control);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 20px;
      }
      h3 {
        font: var(--tr-text-label);
        color: var(--tr-text-2);
        margin-top: 4px;
      }
      .finding {
        font: var(--tr-text-meta);
        color: var(--tr-bad);
      }
      .hint {
        font: var(--tr-text-meta);
        color: var(--tr-text-3);
        margin-bottom: 4px;
      }
    `,
  ];

  async ask(asked: FieldQuestion): Promise<void> {
    this.asked = asked;
    this.label = asked.label;
    this.type = asked.type;
    this.options = {};
    this.values = '';
    this.flags = none;
    this.onForm = formsOf(this.session, asked.entity)[0]?.name ?? '';
    this.tried = false;
    await this.dialog.open();
    const inputs = this.renderRoot.querySelectorAll<HTMLElement>('.fields .in');
    inputs[0]?.focus();
  }

  get #type(): FieldType {
    return this.session.registries.field.get(this.type);
  }

  get #trial(): FieldDocument {
    return { id: 'f', name: 'f', type: this.type, options: this.options };
  }

  override render() {
    const { asked } = this;
    return html`<tr-dialog .heading=${asked ? this.w('entity.newFieldOf', { name: this.#entityLabel(asked.entity) }) : ''} .width=${'560px'} @keydown=${this.#key}>
      ${asked ? this.#fields(asked) : nothing}
      ${[
        button({ label: this.t('common.cancel'), theme: 'tertiary', run: () => this.dialog.close() }),
        button({ label: this.w('entity.addField'), theme: 'primary', disabled: this.busy, run: () => void this.#add() }),
      ].map((each) => html`<span slot="foot">${each}</span>`)}
    </tr-dialog>`;
  } // prettier-ignore

  #entityLabel(name: string): string {
    return this.host.i18n.label(this.session.model.entities.get(name)?.label, name);
  }

  #fields(asked: FieldQuestion) {
    const abilities = abilitiesOf(this.#type, this.#trial);
    const isNameless = this.tried && this.label.trim() === '';
    return html`<div class="fields">
      <div class="two">
        <label
          >${this.w('entity.label')}
          <input class="in" autocomplete="off" maxlength="120" aria-invalid=${isNameless} .value=${live(this.label)} @input=${(event: Event) => (this.label = (event.currentTarget as HTMLInputElement).value)} />
          ${isNameless ? html`<span class="finding" role="alert">${this.w('entity.needsLabel')}</span>` : nothing}
        </label>
        <label
          >${this.w('entity.type')}
          <select class="in" @change=${(event: Event) => this.#retype((event.currentTarget as HTMLSelectElement).value)}>
            ${newFieldTypes(this.session.registries).map((type) => html`<option value=${type.id} .selected=${live(type.id === this.type)}>${this.typeLabel(type)}</option>`)}
          </select>
        </label>
      </div>
      ${this.#optionRows()}
      <div class="line">
        ${this.#check('required', this.w('entity.required'), !this.#type.children)}
        ${this.#check('unique', this.w('entity.unique'), abilities.unique)}
      </div>
      <h3>${this.w('entity.alsoIn')}</h3>
      ${this.#places(asked, abilities)}
    </div>`;
  } // prettier-ignore

  typeLabel(type: FieldType): string {
    return this.host.i18n.label(this.session.typeLabels[type.id] ?? type.label, type.id);
  }

  #check(flag: keyof typeof none, label: string, isOffered: boolean, reason?: string) {
    if (!isOffered && reason === undefined) return nothing;
    return html`<label class="check" data-tip=${isOffered ? nothing : reason}
      ><input
        type="checkbox"
        ?disabled=${!isOffered}
        .checked=${live(isOffered && this.flags[flag])}
        @change=${(event: Event) => (this.flags = { ...this.flags, [flag]: (event.currentTarget as HTMLInputElement).checked })}
      />${label}</label
    >`;
  }

  #places(asked: FieldQuestion, abilities: ReturnType<typeof abilitiesOf>) {
    const [view] = viewsOf(this.session, asked.entity);
    const list = view ? this.host.i18n.label(view.label, view.name) : '';
    const why = this.w('entity.notInList', { type: this.typeLabel(this.#type) });
    return html`${
        asked.form
          ? html`<p class="hint">${this.w('entity.onThisForm', { where: asked.form.says })}</p>`
          : html`<label class="one"
              >${this.w('entity.onForm')}
              <select class="in" @change=${(event: Event) => (this.onForm = (event.currentTarget as HTMLSelectElement).value)}>
                ${formsOf(this.session, asked.entity).map((form) => html`<option value=${form.name} .selected=${live(form.name === this.onForm)}>${this.host.i18n.label(form.label, form.name)}</option>`)}
                <option value="" .selected=${live(this.onForm === '')}>${this.w('entity.onNoForm')}</option>
              </select>
            </label>`
      }
      <div class="line">
        ${view ? this.#check('list', this.w('entity.inList', { name: list }), abilities.list, why) : html`<p class="hint">${this.w('entity.noList')}</p>`}
        ${view ? this.#check('filter', this.w('entity.inFilter'), abilities.filter, why) : nothing}
      </div>`;
  } // prettier-ignore

  /* ---------------------------------------------------------------- options of the type */

  #optionRows() {
    const properties = this.#properties().filter(({ control }) => !['items', 'part', 'filter', 'json'].includes(control));
    const isChoice = properties.some(({ key }) => key === 'dictionary');
    const shown = properties.filter(({ key, required }) => required || usual.has(key));
    const more = properties.filter((each) => !shown.includes(each));
    if (properties.length === 0) return nothing;
    return html`<section>
      ${shown.map((each) => this.#option(each))}
      ${
        isChoice && this.options['dictionary'] === undefined
          ? html`<label class="one"
              >${this.w('entity.ownValues')}
              <textarea class="in" rows="3" .value=${live(this.values)} @input=${(event: Event) => (this.values = (event.currentTarget as HTMLTextAreaElement).value)}></textarea>
            </label>`
          : nothing
      }
      ${more.length === 0 ? nothing : html`<details><summary>${this.w('inspector.more', { count: more.length })}</summary><div class="inner">${more.map((each) => this.#option(each))}</div></details>`}
    </section>`;
  } // prettier-ignore

  #properties(): readonly Property[] {
    if (!this.help) return [];
    return propertiesAt({ root: schemaRoot(this.#type.options), document: this.options, names: this.help.names }, []);
  }

  #option(property: Property) {
    const { key, control, value, schema } = property;
    const label = keyLabel(this.session, key, 'options');
    const lacks = this.tried && this.#lacks(property);
    if (control === 'switch') {
      return html`<label class="check"
        ><input type="checkbox" .checked=${live(value === true || (value === undefined && schema['default'] === true))} @change=${(event: Event) => this.#set(property, (event.currentTarget as HTMLInputElement).checked || undefined)} />${label}</label
      >`;
    }
    return html`<div class="row ${isWide(property) ? 'wide' : ''}">
      <span class="name">${label}${property.required ? html` <span class="req" aria-hidden="true">*</span>` : nothing}</span>
      ${drawControl(property, {
        host: this.host,
        label,
        invalid: lacks,
        readonly: false,
        help: this.help!,
        entity: this.asked!.entity,
        unset: this.w('inspector.unset'),
        broken: this.w('json.broken'),
        choiceLabel: (each) => this.session.words.find(`choice.${key}.${String(each)}`) ?? this.session.words.find(`choice.${String(each)}`) ?? String(each),
        namesAfter: (typed) => namesFor(this.options, keysOfPath(this.options, property.path) ?? [key], typed, this.help!.names) ?? [],
        change: (next) => this.#set(property, next),
        done: () => undefined,
      })}
      ${lacks ? html`<p class="finding" role="alert">${this.w('entity.needsOption', { name: label })}</p>` : nothing}
    </div>`;
  } // prettier-ignore

  #lacks({ key, required, value }: Property): boolean {
    if (key === 'dictionary' && this.#values.length > 0) return false;
    return required && (value === undefined || value === '');
  }

  get #values(): readonly string[] {
    return this.values.split(/[\n,;，；、]/).map((each) => each.trim()).filter((each) => each !== ''); // prettier-ignore
  }

  #set({ path }: Property, value: unknown): void {
    this.options = applyOperation(this.options, setOperation(this.options, path, value)).document;
  }

  #retype(type: string): void {
    this.type = type;
    this.options = {};
  }

  /* ---------------------------------------------------------------- adding */

  readonly #key = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0];
    if (event.key !== 'Enter' || event.isComposing || !(target instanceof HTMLInputElement)) return;
    // A list of names takes Enter for itself.
    if (target.getAttribute('role') === 'combobox' && target.getAttribute('aria-expanded') === 'true') return;
    event.preventDefault();
    void this.#add();
  };

  async #add(): Promise<void> {
    this.tried = true;
    const { asked } = this;
    if (!asked || this.busy || this.label.trim() === '' || this.#properties().some((each) => this.#lacks(each))) return;
    this.busy = true;
    try {
      if (await this.#apply(asked)) this.dialog.close();
    } finally {
      this.busy = false;
    }
  }

  async #apply(asked: FieldQuestion): Promise<boolean> {
    const { session } = this;
    const entityKey: DocumentKey = { kind: 'entity', name: asked.entity };
    const entity = await session.hold(entityKey);
    const formKey = asked.form?.key ?? (this.onForm === '' ? undefined : ({ kind: 'form', name: this.onForm } as const));
    const form = formKey && (await session.hold(formKey));
    const [view] = viewsOf(session, asked.entity);
    const label = this.label.trim();
    const plan = newFieldPlan(
      {
        label,
        type: this.#type,
        options: this.options,
        required: this.flags.required,
        unique: this.flags.unique && abilitiesOf(this.#type, this.#trial).unique,
        ...(this.options['dictionary'] === undefined && this.#properties().some(({ key }) => key === 'dictionary') ? { values: this.#values } : {}),
        ...(form ? { place: asked.form?.place ?? endOf(form.value) } : {}),
        inList: this.flags.list,
        inFilter: this.flags.filter,
      },
      {
        entity: entity?.value,
        ...(form ? { form: form.value } : {}),
        ...(view ? { view } : {}),
        dictionaries: new Set(session.headsOf('dictionary').map(({ name }) => name)),
        newId: ulid,
      },
    );
    const done = await runMany(
      session,
      {
        label: this.w('form.done.added', { name: label }),
        created: plan.dictionary ? [plan.dictionary] : [],
        changed: [
          { key: entityKey, operation: plan.entity },
          ...(plan.view && view ? [{ key: view, operation: plan.view }] : []),
          ...(plan.form && formKey ? [{ key: formKey, operation: plan.form.operation }] : []),
        ],
      },
      this.w('entity.added', { name: label, count: 1 + Number(plan.form !== undefined) + Number(plan.view !== undefined) + Number(plan.dictionary !== undefined) }),
    );
    if (done && asked.form && form && plan.form) form.select(findNode(form.value, plan.form.id)?.path ?? []);
    else if (done) entity?.select(['fields', { id: plan.field.id }]);
    return done;
  } // prettier-ignore
}

const none = { required: false, unique: false, list: false, filter: false };
/** Options that people look for first. */
const usual: ReadonlySet<string> = new Set(['dictionary', 'target', 'length', 'scale', 'expression', 'path', 'entity', 'field', 'min', 'max', 'relation', 'aggregate']); // prettier-ignore

/** The end of the first section of a form. */
function endOf(form: unknown): Place {
  const tab = nodesIn(form).find(({ type }) => type === 'tab');
  const section = nodesIn(tab ?? form).find(({ type }) => type === 'section');
  const holder = section?.id ?? tab?.id;
  return { holder, after: lastIn(form, holder) };
}
