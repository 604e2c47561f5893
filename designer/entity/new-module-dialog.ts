/**
 * `<td-new-module>`: a new entity that can be used at once: what it is called, its first fields, what it belongs to, who may
 * use it. Entity, form, list, menu entry and rights are drafts of one act; one Undo takes all of them back.
 */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { ulid } from 'ulid';
import { NAME_PATTERN } from '../../metadata/schema/common.js';
import type { RoleDocument } from '../../metadata/schema/app.js';
import '../../runtime/ui/dialog.js';
import type { TrDialog } from '../../runtime/ui/dialog.js';
import { button, iconButton } from '../../runtime/ui/parts.js';
import { inputStyles, inspectorStyles } from '../inspector/inspector-styles.js';
import { runMany } from '../session/many-toast.js';
import { nameFrom } from '../session/smallest-document.js';
import { TdElement } from '../td-element.js';
import { documentHref } from '../workbench/kind-looks.js';
import { newFieldTypes } from './field-types.js';
import { menuSections, newModule, usualSection } from './new-module.js';
import { formsOf } from './surrounding-documents.js';
import '../../runtime/ui/later-strings.js';

interface FieldLine {
  readonly label: string;
  readonly type: string;
}

/** Types that need nothing more to be said. */
const plainTypes: ReadonlySet<string> = new Set(['text', 'longText', 'integer', 'decimal', 'money', 'percent', 'date', 'datetime', 'boolean', 'email', 'phone', 'url', 'user', 'rating', 'time', 'duration', 'richText', 'markdown']); // prettier-ignore

@customElement('td-new-module')
export class TdNewModule extends TdElement {
  @state() private label = '';
  @state() private plural = '';
  @state() private name = '';
  @state() private target = '';
  @state() private menu: unknown;
  /** Undefined: the usual one. */
  @state() private section: string | undefined;
  @state() private lines: readonly FieldLine[] = [];
  @state() private whom: ReadonlySet<string> = new Set();
  @state() private tried = false;
  @state() private busy = false;
  @query('tr-dialog') private dialog!: TrDialog;
  #stated: ReadonlySet<'name' | 'plural'> = new Set();

  static override styles = [
    inspectorStyles,
    inputStyles,
    css`
      .fields {
        display: grid;
        gap: 12px;
        color: var(--tr-text);
      }
      .two {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 12px;
      }
      .one {
        display: grid;
        gap: 4px;
        align-content: start;
        font: var(--tr-text-label);
        color: var(--tr-text-2);
      }
      .fields :is(input:not([type='checkbox']), select, textarea).in {
        font: var(--tr-text-body);
        color: var(--tr-text);
        min-height: var(--tr-control);
      }
      .line {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr) 28px;
        gap: 8px;
        align-items: center;
        margin-bottom: 6px;
      }
      .roles {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 20px;
      }
      h3 {
        font: var(--tr-text-label);
        color: var(--tr-text-2);
        margin-bottom: 4px;
      }
      .hint {
        font: var(--tr-text-meta);
        color: var(--tr-text-3);
        margin-bottom: 4px;
      }
      .finding {
        font: var(--tr-text-meta);
        color: var(--tr-bad);
      }
    `,
  ];

  /** `target`: what is open, offered as what the records belong to. */
  async ask(): Promise<void> {
    this.label = '';
    this.plural = '';
    this.name = '';
    this.target = '';
    this.section = undefined;
    this.lines = [];
    this.whom = new Set();
    this.tried = false;
    this.#stated = new Set();
    await this.updateComplete;
    await this.dialog.open();
    this.menu = (await this.#heldMenu())?.value;
    this.renderRoot.querySelector<HTMLElement>('.in')?.focus();
  }

  override render() {
    return html`<tr-dialog .heading=${this.w('entity.newModule')} .width=${'600px'} @keydown=${this.#key}>
      <div class="fields">
        <div class="two">
          ${this.#input('label', this.w('entity.label'), this.label, (text) => this.#labelled(text), this.tried && this.label.trim() === '' ? this.w('entity.needsName') : '')}
          ${this.#input('plural', this.w('entity.plural'), this.plural, (text) => ((this.plural = text), this.#state('plural')))}
        </div>
        ${this.#input('name', this.w('new.name'), this.name, (text) => ((this.name = text), this.#state('name')), this.tried ? this.#nameProblem() : '')}
        <label class="one">${this.w('entity.belongsTo')}
          <select class="in" @change=${(event: Event) => (this.target = (event.currentTarget as HTMLSelectElement).value)}>
            <option value="" .selected=${live(this.target === '')}>${this.w('entity.belongsToNone')}</option>
            ${this.#targets().map(({ name, label }) => html`<option value=${name} .selected=${live(name === this.target)}>${label}</option>`)}
          </select>
        </label>
        ${this.#sections()}
        <div>
          <h3>${this.w('entity.firstFields')}</h3>
          <p class="hint">${this.w('entity.firstFieldsText')}</p>
          ${this.lines.map((line, index) => this.#line(line, index))}
          ${button({ label: this.w('entity.anotherField'), icon: 'plus', theme: 'small', run: () => this.#addLine() })}
        </div>
        <div role="group" aria-labelledby="whom">
          <h3 id="whom">${this.w('entity.whom')}</h3>
          <div class="roles">${this.#roles().map((head) => html`<label class="check"><input type="checkbox" .checked=${live(this.whom.has(head.name))} @change=${(event: Event) => this.#toggle(head.name, (event.currentTarget as HTMLInputElement).checked)} />${this.session.label(head)}</label>`)}</div>
          <p class="hint">${this.w('entity.whomText')}</p>
        </div>
      </div>
      ${[
        button({ label: this.t('common.cancel'), theme: 'tertiary', run: () => this.dialog.close() }),
        button({ label: this.w('entity.make'), theme: 'primary', disabled: this.busy, run: () => void this.#make() }),
      ].map((each) => html`<span slot="foot">${each}</span>`)}
    </tr-dialog>`;
  } // prettier-ignore

  #sections() {
    const sections = menuSections(this.menu);
    if (sections.length === 0) return nothing;
    const chosen = this.section ?? usualSection(this.menu, this.target);
    return html`<label class="one">${this.w('entity.section')}
      <select class="in" data-section @change=${(event: Event) => (this.section = (event.currentTarget as HTMLSelectElement).value)}>
        ${sections.map(({ id, label }) => html`<option value=${id} .selected=${live(id === chosen)}>${this.host.i18n.label(label, id)}</option>`)}
        <option value="" .selected=${live(chosen === '')}>${this.w('entity.sectionNone')}</option>
      </select>
    </label>`;
  } // prettier-ignore

  async #heldMenu() {
    const [head] = this.session.headsOf('menu').filter(({ removed }) => !removed);
    return head && (await this.session.hold(head));
  }

  #input(id: string, label: string, value: string, change: (text: string) => void, problem = '') {
    return html`<label class="one"
      >${label}
      <input class="in" data-id=${id} autocomplete="off" maxlength="100" aria-invalid=${problem !== ''} .value=${live(value)} @input=${(event: Event) => change((event.currentTarget as HTMLInputElement).value)} />
      ${problem === '' ? nothing : html`<span class="finding" role="alert">${problem}</span>`}
    </label>`;
  } // prettier-ignore

  #line({ label, type }: FieldLine, index: number) {
    const change = (more: Partial<FieldLine>) => (this.lines = this.lines.map((line, at) => (at === index ? { ...line, ...more } : line))); // prettier-ignore
    return html`<div class="line">
      <input class="in" data-line aria-label=${this.w('entity.fieldLabel', { number: index + 1 })} autocomplete="off" .value=${live(label)} @input=${(event: Event) => change({ label: (event.currentTarget as HTMLInputElement).value })} />
      <select class="in" aria-label=${this.w('entity.fieldType', { number: index + 1 })} @change=${(event: Event) => change({ type: (event.currentTarget as HTMLSelectElement).value })}>
        ${newFieldTypes(this.session.registries).filter(({ id }) => plainTypes.has(id)).map((each) => html`<option value=${each.id} .selected=${live(each.id === type)}>${this.host.i18n.label(this.session.typeLabels[each.id] ?? each.label, each.id)}</option>`)}
      </select>
      ${iconButton({ label: this.w('list.removeOf', { name: label || String(index + 1) }), icon: 'x', size: 'xs', run: () => (this.lines = this.lines.filter((_, at) => at !== index)) })}
    </div>`;
  } // prettier-ignore

  #addLine(): void {
    this.lines = [...this.lines, { label: '', type: 'text' }];
    void this.updateComplete.then(() => [...this.renderRoot.querySelectorAll<HTMLElement>('[data-line]')].at(-1)?.focus()); // prettier-ignore
  }

  #labelled(text: string): void {
    this.label = text;
    if (!this.#stated.has('name')) this.name = nameFrom(text).slice(0, 30);
    if (!this.#stated.has('plural')) this.plural = this.host.i18n.language === 'en' && text !== '' ? pluralOf(text) : text; // prettier-ignore
  }

  #state(key: 'name' | 'plural'): void {
    this.#stated = new Set([...this.#stated, key]);
  }

  #toggle(role: string, on: boolean): void {
    const next = new Set(this.whom);
    if (on) next.add(role);
    else next.delete(role);
    this.whom = next;
  }

  #nameProblem(): string {
    if (!new RegExp(NAME_PATTERN, 'u').test(this.name)) return this.w('new.badName');
    const isTaken = this.session.head({ kind: 'entity', name: this.name }) !== undefined;
    return isTaken ? this.w('new.taken', { kind: this.w('kind.entity'), name: this.name }) : '';
  }

  #targets() {
    const { i18n } = this.host;
    return [...this.session.model.entities.values()]
      .filter(({ link }) => link === undefined)
      .map(({ name, label }) => ({ name, label: i18n.label(label, name) }))
      .sort((a, b) => a.label.localeCompare(b.label, i18n.language));
  }

  /** Roles that do not have everything already. */
  #roles() {
    return this.session.headsOf('role').filter(({ removed, name }) => !removed && name !== 'administrator');
  }

  readonly #key = (event: KeyboardEvent): void => {
    const [target] = event.composedPath();
    if (event.key !== 'Enter' || event.isComposing || !(target instanceof HTMLInputElement)) return;
    event.preventDefault();
    void this.#make();
  };

  async #make(): Promise<void> {
    this.tried = true;
    if (this.busy || this.label.trim() === '' || this.#nameProblem() !== '') return;
    this.busy = true;
    try {
      if (!(await this.#apply())) return;
      this.dialog.close();
      void this.host.router.go(documentHref({ kind: 'entity', name: this.name }));
    } finally {
      this.busy = false;
    }
  }

  async #apply(): Promise<boolean> {
    const { session, target } = this;
    const label = this.label.trim();
    const plural = this.plural.trim() || label;
    const menu = await this.#heldMenu();
    const roles = new Map<string, RoleDocument>();
    for (const name of this.whom) {
      const open = await session.hold({ kind: 'role', name });
      if (open?.document) roles.set(name, open.document as RoleDocument);
    }
    const [targetForm] = target === '' ? [] : formsOf(session, target);
    const plan = newModule(
      {
        name: this.name,
        label,
        plural,
        fields: this.lines.filter((line) => line.label.trim() !== '').map((line) => ({ ...line, label: line.label.trim() })), // prettier-ignore
        ...(target === '' ? {} : { target: { entity: target, label: session.model.entities.get(target)!.label } }),
        ...(menu ? { section: this.section ?? usualSection(menu.value, target) } : {}),
        roles: [...this.whom],
      },
      {
        registries: session.registries,
        ...(targetForm ? { targetForm } : {}),
        ...(menu ? { menu: menu.value } : {}),
        roles,
        taken: new Set([...session.headsOf('form'), ...session.headsOf('view')].map(({ name }) => name)),
        newId: ulid,
      },
    );
    const count = plan.created.length + plan.changed.length;
    const said = this.w('entity.made', { name: label, count });
    return runMany(session, { label: said, ...plan }, said);
  }
}

/** "Visit" to "Visits", "Category" to "Categories": a proposal that may be written over. */
export const pluralOf = (word: string): string =>
  /[^aeiou]y$/i.test(word) ? `${word.slice(0, -1)}ies` : /(s|x|z|ch|sh)$/i.test(word) ? `${word}es` : `${word}s`;
