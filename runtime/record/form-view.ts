/**
 * `<tr-form>`: draws the nodes of a tab: sections, fields in twelve columns (two or one where it is narrow), sub-tables,
 * related lists, texts. A field keeps its column when another one hides.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FormNode } from '../../metadata/schema/entity.js';
import { isEmpty } from '../data/record.js';
import { createEditHost } from '../host/field-host.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { fieldState, formValues, type FormContext } from './form-context.js';
import { anchorOf, placeFields } from './form-places.js';
import './related-list.js';
import './sub-table.js';

@customElement('tr-form')
export class TrForm extends TrElement {
  @property({ attribute: false }) nodes: readonly FormNode[] = [];
  /** A new object whenever anything changed. */
  @property({ attribute: false }) form!: FormContext;
  @state() private closed: ReadonlySet<string> = new Set();

  static override styles = css`
    :host {
      display: block;
      container-type: inline-size;
      max-width: 1200px;
    }
    section + section,
    section + .block,
    .block + section,
    .block + .block {
      margin-top: 22px;
    }
    .sech {
      display: flex;
      align-items: center;
      gap: 8px;
      margin-bottom: 10px;
      min-height: 28px;
    }
    .sech button {
      display: inline-flex;
      align-items: center;
      gap: 8px;
      border: 0;
      background: none;
      padding: 2px 4px;
      margin-left: -4px;
      cursor: pointer;
      border-radius: var(--tr-radius-s);
      font: var(--tr-text-section);
    }
    .grid {
      display: grid;
      grid-template-columns: repeat(12, minmax(0, 1fr));
      gap: 12px 16px;
      align-items: start;
    }
    .f {
      grid-column: var(--at);
      grid-row: var(--row);
      min-width: 0;
    }
    .f > vaadin-checkbox.field-check {
      margin-top: 22px;
    }
    .ro .lab {
      font: var(--tr-text-label);
      color: var(--tr-text-2);
      margin-bottom: 4px;
      display: flex;
    }
    .ro .val {
      display: flex;
      align-items: center;
      gap: 6px;
      min-height: var(--tr-control);
      padding: 5px 10px;
      border: 1px solid var(--tr-line);
      border-radius: var(--tr-radius-m);
      background: var(--tr-sunken);
      overflow: hidden;
    }
    .ro .val.area {
      white-space: pre-line;
      align-items: flex-start;
      min-height: 52px;
    }
    .ro .val > .v {
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .ro .val.end > .v {
      margin-left: auto;
    }
    .ro .val > svg {
      margin-left: auto;
      color: var(--tr-text-3);
    }
    .ro .val.end > svg {
      margin-left: 0;
    }
    .ro .why {
      font: var(--tr-text-meta);
      color: var(--tr-text-3);
      margin-top: 4px;
    }
    .prose {
      font: var(--tr-text-read);
      color: var(--tr-text-2);
      max-width: var(--tr-measure);
      white-space: pre-line;
    }
    tr-typed-input,
    tr-date-input,
    tr-reference-box {
      display: block;
    }
    :is(vaadin-text-field, vaadin-text-area, vaadin-select):not(:defined) {
      min-height: 52px;
    }
    @container (max-width: 819px) {
      .f {
        grid-column: span var(--half);
        grid-row: auto;
      }
    }
    @container (max-width: 559px) {
      .f {
        grid-column: 1 / -1;
      }
    }
  `;

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
        return html`<div class="block"><tr-sub-table .node=${node} .form=${this.form}></tr-sub-table></div>`;
      case 'related':
        return html`<div class="block">
          <tr-related-list .node=${node} .recordId=${this.form.draft.base?.id ?? ''}></tr-related-list>
        </div>`;
      case 'text':
        return html`<div class="block prose">${this.host.i18n.label(node.text)}</div>`;
      case 'field':
        return html`<div class="block grid">${this.#field(node, '1 / span 12', 1)}</div>`;
      case 'tab':
        return html`${(node.nodes as readonly FormNode[]).map((each) => this.#node(each))}`;
    }
  }

  #section(node: Extract<FormNode, { type: 'section' }>): unknown {
    // A section around one table would say its name twice: the table's own head is enough.
    const [only, ...others] = node.nodes as readonly FormNode[];
    if (only && others.length === 0 && (only.type === 'subTable' || only.type === 'related')) {
      return this.#node(node.label && !only.label ? { ...only, label: node.label } : only);
    }
    const label = this.host.i18n.label(node.label);
    const isClosed = this.closed.has(node.id) !== (node.collapsed === true);
    const nodes = node.nodes as readonly FormNode[];
    const places = placeFields(nodes);
    return html`<section aria-label=${label || nothing}>
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
    const value = field.formula ? (formValues(form)[field.name] ?? null) : form.draft.get(field.name);
    const style = `--at:${at};--row:${row};--half:${(node.span ?? 4) > 6 ? 12 : 6}`;
    const path = `/${field.name}`;
    const help = this.host.i18n.label(field.document.help);
    if (state.readOnly || !view.edit) {
      const shown = isEmpty(value)
        ? html`<span class="t3">–</span>`
        : state.masked
          ? String(value)
          : view.display(value, field, form.fieldHost);
      const align = view.alignOf?.(field) ?? view.align ?? 'start';
      const unit = view.unit?.(field, form.fieldHost);
      return html`<div class="f ro" style=${style} id=${anchorOf(path)}>
        <div class="lab" id="l-${field.name}">${label}</div>
        <div
          class="val ${field.type.id === 'longText' ? 'area' : ''} ${align === 'end' && field.valueType === 'number' ? 'end' : ''}"
          role="group"
          aria-labelledby="l-${field.name}"
        >
          <span class="v" data-tip-cut
            >${shown}${unit && !isEmpty(value) && !state.masked ? html` <span class="t3">${unit}</span>` : nothing}</span
          >
          ${icon('lock', 's')}
        </div>
        ${state.masked ? html`<div class="why">${this.t('record.masked')}</div>` : help ? html`<div class="why">${help}</div>` : nothing}
      </div>`;
    }
    const edit = createEditHost(form.fieldHost, {
      place: 'form',
      label,
      required: state.required,
      error: form.draft.unreadable.get(field.name) ?? form.errors.get(path),
      helper: this.#was(field.name) ?? (help || undefined),
      refuse: (message) => form.refuse(field.name, message),
    });
    return html`<div class="f" style=${style} id=${anchorOf(path)} data-path=${path}>
      ${view.edit(value, field, edit, (next) => form.set(field.name, next))}
    </div>`;
  }

  /** Under a changed field: what it was. */
  #was(name: string): string | undefined {
    const { draft, entity, fieldHost } = this.form;
    if (draft.isNew || !draft.isChanged(name)) return undefined;
    const was = draft.was(name);
    const field = entity.fields.get(name)!;
    return isEmpty(was)
      ? this.t('record.wasEmpty')
      : this.t('record.was', { value: this.host.fields.get(field.type.id).text(was, field, fieldHost) });
  }

  #toggle(id: string): void {
    const next = new Set(this.closed);
    if (!next.delete(id)) next.add(id);
    this.closed = next;
  }
}
