/**
 * `<tr-form>`: draws the nodes of a tab: sections, fields in twelve columns (two or one where it is narrow), sub-tables,
 * related lists, texts. A field keeps its column when another one hides. Tells `tr-field-left` when the focus leaves one.
 */
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Field } from '../../metadata/model/model.js';
import type { FormNode } from '../../metadata/schema/entity.js';
import { isEmpty } from '../data/record.js';
import { optionHost } from './option-host.js';
import { createEditHost } from '../host/field-host.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { fieldState, followingValues, formValues, type FormContext } from './form-context.js';
import { anchorOf, placeFields } from './form-places.js';
import { formViewStyles } from './form-view-styles.js';
import { readOnlyField } from './read-only-field.js';
import { fieldNodes } from './rules.js';
import './activities.js';
import './related-list.js';
import './sub-table.js';
import type { TrSubTable } from './sub-table.js';

type Section = Extract<FormNode, { type: 'section' }>;

/** A finding about a part is shown at its composite. */
const partError = (errors: ReadonlyMap<string, string>, { parts }: Field, path: string): string | undefined =>
  parts?.map((part) => errors.get(`${path}/${part.partOf!.part}`)).find((message) => message !== undefined);

@customElement('tr-form')
export class TrForm extends TrElement {
  @property({ attribute: false }) nodes: readonly FormNode[] = [];
  /** A new object whenever anything changed. */
  @property({ attribute: false }) form!: FormContext;
  /** Part of something larger: its sections are no landmarks of the page. */
  @property({ type: Boolean }) inner = false;
  @state() private closed: ReadonlySet<string> = new Set();

  static override styles = formViewStyles;

  protected override firstUpdated(): void {
    // Between two fields the focus stays inside, and nobody out there would hear of it.
    this.renderRoot.addEventListener('focusout', () => this.emit('tr-field-left'));
  }

  override render() {
    return html`${this.nodes.map((node) => this.#node(node))}`;
  }

  #node(node: FormNode): unknown {
    const { rules, entity } = this.form;
    if (
      'visibleIf' in node &&
      node.visibleIf &&
      rules &&
      !rules.isVisible(entity, [node.visibleIf], formValues(this.form))
    )
      return nothing;
    switch (node.type) {
      case 'section':
        return this.#section(node);
      case 'subTable':
        return html`<div class="block" data-node=${node.id}>
          <tr-sub-table .node=${node} .form=${this.form}></tr-sub-table>
        </div>`;
      case 'related':
        return html`<div class="block" data-node=${node.id}>
          <tr-related-list .node=${node} .recordId=${this.form.draft.base?.id ?? ''}></tr-related-list>
        </div>`;
      case 'activities':
        return this.form.draft.isNew
          ? nothing
          : html`<div class="block" data-node=${node.id}>
              <tr-activities .node=${node} .recordId=${this.form.draft.base?.id ?? ''}></tr-activities>
            </div>`;
      case 'text':
        return html`<div class="block prose" data-node=${node.id}>${this.host.i18n.label(node.text)}</div>`;
      case 'field':
        return html`<div class="block grid">${this.#field(node, '1 / span 12', 1)}</div>`;
      case 'tab':
        return html`${(node.nodes as readonly FormNode[]).map((each) => this.#node(each))}`;
    }
  }

  #section(node: Section): unknown {
    // A section around one table would say its name twice: the table's own head is enough.
    const [only, ...others] = node.nodes as readonly FormNode[];
    if (only && others.length === 0 && (only.type === 'subTable' || only.type === 'related')) {
      return this.#node(node.label && !only.label ? { ...only, label: node.label } : only);
    }
    const label = this.host.i18n.label(node.label);
    const isClosed = this.#isClosed(node);
    const nodes = node.nodes as readonly FormNode[];
    const places = placeFields(nodes);
    return html`<section data-node=${node.id} role=${this.inner ? 'group' : nothing} aria-label=${label || nothing}>
      ${
        label
          ? html`<div class="sech">
              <h2>
                <button type="button" aria-expanded=${String(!isClosed)} @click=${() => this.#toggle(node.id)}>
                  ${icon(isClosed ? 'chevron-right' : 'chevron-down', 's')}${label}
                </button>
              </h2>
            </div>`
          : nothing
      }
      ${
        isClosed
          ? nothing
          : html`<div class="grid">
              ${nodes.map((each) =>
                each.type === 'field'
                  ? this.#field(each, places.get(each.id)!.at, places.get(each.id)!.row)
                  : html`<div class="f" style="--at:1 / -1;--row:${places.get(each.id)!.row};--half:12">
                      ${this.#node(each)}
                    </div>`,
              )}
            </div>`
      }
    </section>`;
  }

  #field(node: Extract<FormNode, { type: 'field' }>, at: string, row: number) {
    const { form } = this;
    const field = form.entity.fields.get(node.field);
    if (!field) return nothing;
    const state = fieldState(form, field, node);
    if (!state.visible) return nothing;
    const view = this.host.fields.get(field.type.id);
    const label = node.label ? this.host.i18n.label(node.label) : this.host.i18n.label(field.label, field.name);
    const following = followingValues(form);
    const value =
      field.formula || field.foreign
        ? (formValues(form)[field.name] ?? null)
        : field.name in following
          ? following[field.name]
          : form.draft.get(field.name);
    const style = `--at:${at};--row:${row};--half:${(node.span ?? 4) > 6 ? 12 : 6}`;
    const path = `/${field.name}`;
    const help = this.host.i18n.label(field.document.help);
    if (state.readOnly || !view.edit)
      return readOnlyField({ node: node.id, form, field, label, help, value, masked: state.masked, style });
    const fieldHost = optionHost(form, form.entity, field, form.draft.values);
    const edit = createEditHost(fieldHost, {
      place: 'form',
      label,
      required: state.required,
      error: form.draft.unreadable.get(field.name) ?? form.errors.get(path) ?? partError(form.errors, field, path),
      helper: this.#was(field.name) ?? (help || undefined),
      refuse: (message) => form.refuse(field.name, message),
    });
    return html`<div class="f" style=${style} id=${anchorOf(path)} data-path=${path} data-node=${node.id}>
      ${view.edit(value, field, edit, (next) => form.set(field.name, next))}
    </div>`;
  }

  /** Under a changed field: what it was. */
  #was(name: string): string | undefined {
    const { draft, entity, fieldHost } = this.form;
    if (draft.isNew || !(draft.isChanged(name) || name in followingValues(this.form))) return undefined;
    const was = draft.was(name);
    const field = entity.fields.get(name)!;
    return isEmpty(was)
      ? this.t('record.wasEmpty')
      : this.t('record.was', { value: this.host.fields.get(field.type.id).text(was, field, fieldHost) });
  }

  /** Puts the focus on the first field that takes it. */
  focusFirst(): void {
    this.renderRoot.querySelector<HTMLElement>('.f[data-path] > *')?.focus();
  }

  /** Puts the focus on the field of a path, in a table on its cell; the section it stands in is opened. */
  async focusField(path: string): Promise<void> {
    const [, name = '', row, child = ''] = path.split('/');
    for (const node of this.nodes) if (node.type === 'section' && this.#hides(node, name)) this.#toggle(node.id);
    await this.updateComplete;
    const table = [...this.renderRoot.querySelectorAll<TrSubTable>('tr-sub-table')].find(
      ({ node }) => node.field === name,
    );
    const place = this.renderRoot.querySelector<HTMLElement>(`#${anchorOf(`/${name}`)} > *`) ?? table;
    place?.scrollIntoView({ block: 'center' });
    if (table && row !== undefined) await table.focusCell(Number(row), child);
    else place?.focus();
  }

  #hides(node: Section, name: string): boolean {
    return this.#isClosed(node) && fieldNodes([node]).some(({ node: { field } }) => field === name);
  }

  #isClosed({ id, collapsed }: Section): boolean {
    return this.closed.has(id) !== (collapsed === true);
  }

  #toggle(id: string): void {
    const next = new Set(this.closed);
    if (!next.delete(id)) next.add(id);
    this.closed = next;
  }
}
