/**
 * `<td-inspector>`: what is selected in a document, property by property, from the schema of its kind. Each input changes
 * the document as one gesture; findings stand at their property. The parts of a part are a way in, the trail a way back.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { readItem, stepOf, type ItemPath } from '../../metadata/document/items.js';
import { keysOfPath, setOperation } from '../session/set-value.js';
import type { Problem } from '../../metadata/value.js';
import { icon } from '../../runtime/ui/icon.js';
import '../../runtime/ui/menu.js';
import type { MenuItem, TrMenu } from '../../runtime/ui/menu.js';
import { iconButton } from '../../runtime/ui/parts.js';
import { entityAt, namesFor, objectsAround } from '../json/names.js';
import type { HelpContext } from '../json/editor-help.js';
import { isObject, schemaRoot } from '../json/schema-walk.js';
import type { OpenDocument } from '../session/open-document.js';
import { sampleAt } from '../session/shown-sample.js';
import { TdElement } from '../td-element.js';
import { drawControl, isWide, type ControlContext } from './controls.js';
import { inputStyles, inspectorStyles } from './inspector-styles.js';
import { parametersOf } from './filter-operands.js';
import { itemSpeech, itemWords } from './item-words.js';
import { pathLabel } from './key-words.js';
import { PartActs } from './part-acts.js';
import { mapEntries, propertiesAt, type PropertiesInput, type Property } from './properties.js';
import { sectionsOf, type PlainSection } from './sections.js';

/** What holds of a switch that nobody touched, as its schema says. */
const isOnUnset = ({ schema }: Property): boolean => schema['default'] === true;

@customElement('td-inspector')
export class TdInspector extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;
  @query('tr-menu') private menu!: TrMenu;

  static override styles = [inspectorStyles, inputStyles];

  override render() {
    const { open } = this;
    if (open.value === undefined) return html`<p class="empty" style="padding:16px">${this.w('inspector.notJson')}</p>`;
    const path = readItem(open.value, open.selection) === undefined ? [] : open.selection;
    return html`${this.#head(path)} ${this.#part(path)}<tr-menu></tr-menu>`;
  }

  /** The first input. */
  override focus(): void {
    void this.updateComplete.then(() => {
      const first = this.renderRoot.querySelector<HTMLElement>('section :is(input, select, textarea, td-label-input, td-filter-input, td-name-input, td-expression-input, button)');
      const inner = first?.shadowRoot?.querySelector<HTMLElement>('input, vaadin-combo-box');
      (inner ?? first)?.focus();
    });
  } // prettier-ignore

  /* ---------------------------------------------------------------- head */

  #head(path: ItemPath) {
    const { open } = this;
    const steps = path.map((_, index) => path.slice(0, index + 1)).filter((each) => isObject(readItem(open.value, each)));
    const parents: readonly ItemPath[] = path.length === 0 ? [] : [[], ...steps.slice(0, -1)];
    const { title, more } = this.#words(path);
    return html`<header>
      ${
        parents.length === 0
          ? nothing
          : html`<nav class="trail" aria-label=${this.w('inspector.trail')}>
              ${parents.map((each) => html`<button type="button" class="clip" @click=${() => open.select(each)}>${this.#words(each).title}</button>${icon('chevron-right', 's')}`)}
            </nav>`
      }
      <h2><span class="clip" data-tip-cut>${title}</span>${more ? html`<span class="kind">${more}</span>` : nothing}</h2>
    </header>`;
  } // prettier-ignore

  #words(path: ItemPath) {
    const { open } = this;
    if (path.length === 0) return { title: this.session.label(this.session.head(open.key) ?? { label: open.key.name, name: open.key.name }), more: this.w(`kind.${open.key.kind}`) }; // prettier-ignore
    const step = path.at(-1);
    if (typeof step === 'string') return { title: pathLabel(this.session, path, open.key.kind), more: '' };
    return this.#itemWords(path);
  }

  #itemWords(path: ItemPath) {
    const { value } = this.open;
    return itemWords(readItem(value, path), itemSpeech(this.session, this.help, value, keysOfPath(value, path) ?? []));
  }

  /* ---------------------------------------------------------------- properties */

  get #input(): PropertiesInput {
    return { root: schemaRoot(this.help.schema), document: this.open.value, names: this.help.names };
  }

  #part(path: ItemPath): TemplateResult {
    const properties = propertiesAt(this.#input, path);
    const sections = sectionsOf(properties);
    return html`${repeat(
      sections,
      ({ id }) => `${JSON.stringify(path)} ${id}`,
      ({ id, shown, more, single }) => {
        if (single?.control === 'items') return this.#items(single);
        if (single?.control === 'map' || single?.control === 'entries') return this.#map(single);
        if (single)
          return html`<section>
            <h3>${this.#label(single)}</h3>
            ${this.#nested(single)}
          </section>`;
        return html`<section role="group" aria-label=${this.w(`inspector.section.${id as PlainSection}`)}>
          ${id === 'general' ? nothing : html`<h3>${this.w(`inspector.section.${id as PlainSection}`)}</h3>`}
          ${this.#rows(shown)}
          ${
            more.length === 0
              ? nothing
              : html`<details ?open=${shown.length === 0 && id === 'general'}>
                  <summary>${this.w('inspector.more', { count: more.length })}</summary>
                  <div class="inner">${this.#rows(more)}</div>
                </details>`
          }
        </section>`;
      },
    )}`;
  }

  /** The properties of a part of the part, in its own section. */
  #nested({ path }: Property): TemplateResult {
    const properties = propertiesAt(this.#input, path);
    if (properties.length === 0) return html`<p class="empty">${this.w('inspector.nothing')}</p>`;
    const lists = properties.filter(({ control }) => control === 'items');
    const maps = properties.filter(({ control }) => control === 'map' || control === 'entries');
    const plain = properties.filter((each) => !lists.includes(each) && !maps.includes(each));
    return html`${this.#rows(plain)}${lists.map((each) => this.#items(each))}${maps.map((each) => this.#map(each))}`;
  }

  #rows(properties: readonly Property[]): TemplateResult {
    const mayReadSql = this.host.app.document.rights.includes('report.sql');
    return html`${repeat(properties.filter(({ key }) => key !== 'sql' || mayReadSql), ({ pointer }) => pointer, (each) => this.#row(each))}`; // prettier-ignore
  }

  #row(property: Property) {
    const { control, value } = property;
    const findings = this.#findings(property);
    const told = findings.map(
      ({ message, severity }) => html`<p class="finding ${severity ?? ''}" role="status">${message}</p>`,
    );
    const context = this.#context(property, findings.length > 0);
    if (control === 'switch') {
      return html`<div>
        <label class="check" data-tip=${this.#about(property) ?? nothing}
          ><input
            type="checkbox"
            .checked=${live(value === undefined ? isOnUnset(property) : value === true)}
            ?disabled=${this.open.isRemoved}
            @change=${(event: Event) => {
              const on = (event.currentTarget as HTMLInputElement).checked;
              // What holds anyhow is taken away rather than stated.
              this.#change(property, on === isOnUnset(property) ? undefined : on);
              this.open.endGesture();
            }}
          />${context.label}</label
        >${told}
      </div>`;
    }
    if (control === 'part') return html`<fieldset style="border:0;padding:0;margin:0;display:grid;gap:8px"><legend class="name">${context.label}</legend>${this.#nested(property)}</fieldset>`; // prettier-ignore
    return html`<div class="row ${isWide(property) ? 'wide' : ''}">
      <span class="name" data-tip=${this.#about(property) ?? nothing}
        >${context.label}${property.required ? html` <span class="req" aria-hidden="true">*</span>` : nothing}</span
      >
      ${drawControl(property, context)}${told}
    </div>`;
  }

  #context(property: Property, invalid: boolean): ControlContext {
    const { open } = this;
    const keys = keysOfPath(open.value, property.path.slice(0, -1)) ?? [];
    const at = [...keys, property.key];
    return {
      host: this.host,
      label: this.#label(property),
      invalid,
      readonly: open.isRemoved,
      help: this.help,
      entity: entityAt(open.value, objectsAround(open.value, at), this.help.names),
      parameters: parametersOf(open.value),
      sample: sampleAt(open),
      unset: this.w('inspector.unset'),
      broken: this.w('json.broken'),
      choiceLabel: (value) => this.#choice(property.key, value),
      namesAfter: (typed) => namesFor(open.value, at, typed, this.help.names) ?? [],
      change: (value) => this.#change(property, value),
      done: () => open.endGesture(),
    };
  }

  #choice(key: string, value: string | number | boolean): string {
    if (typeof value === 'boolean') return this.w(value ? 'inspector.yes' : 'inspector.no');
    if (typeof value === 'number') return String(value);
    return (
      this.help.nameOf(key, value) ??
      this.session.words.find(`choice.${key}.${value}`) ??
      this.session.words.find(`choice.${value}`) ??
      value
    );
  }

  #label({ path }: Property): string {
    return pathLabel(this.session, path, this.open.key.kind);
  }

  #about({ key, path, schema }: Property): string | undefined {
    const parent = path.slice(0, -1).findLast((step) => typeof step === 'string');
    return this.help.describe(key, typeof parent === 'string' ? parent : undefined) ?? (schema['description'] as string | undefined); // prettier-ignore
  }

  /** What was found at the property, or inside it where it is edited as one. */
  #findings({ pointer, control }: Property): readonly Problem[] {
    const whole = control !== 'items' && control !== 'part';
    return this.problems.filter(({ path }) => path === pointer || (whole && path.startsWith(`${pointer}/`)));
  }

  /* ---------------------------------------------------------------- lists of parts */

  #items(property: Property) {
    const { open } = this;
    const items = Array.isArray(property.value) ? (property.value as readonly unknown[]) : [];
    const label = this.#label(property);
    return html`<section role="group" aria-label=${label}>
      <h3>
        ${label} <span class="ct">${items.length}</span><span class="sp"></span>
        ${open.isRemoved ? nothing : iconButton({ label: this.w('list.addTo', { name: label }), icon: 'plus', size: 'sm', run: (event) => this.#add(property, event) })}
      </h3>
      ${this.#findings(property).map(({ message }) => html`<p class="bad" role="status">${message}</p>`)}
      ${
        items.length === 0
          ? html`<p class="empty">${this.w('list.none')}</p>`
          : html`<ul>
              ${items.map((_, index) => this.#item(property, [...property.path, stepOf(items, index)], index))}
            </ul>`
      }
    </section>`;
  } // prettier-ignore

  #item(property: Property, path: ItemPath, index: number) {
    const { title, more } = this.#itemWords(path);
    const bad = this.problems.some(({ path: at, severity }) => severity !== 'warning' && at.startsWith(`${property.pointer}/${index}/`)); // prettier-ignore
    return html`<li class=${bad ? 'bad' : ''}>
      <button
        type="button"
        class="go"
        @click=${() => this.open.select(path)}
        @keydown=${(event: KeyboardEvent) => this.#acts.key(event, path)}
      >
        <span class="clip" data-tip-cut>${title}</span
        >${more ? html`<span class="more clip" data-tip-cut>${more}</span>` : nothing}
      </button>
      ${iconButton({ label: this.w('list.more', { name: title }), icon: 'ellipsis', size: 'xs', run: (event) => this.#menu(title, this.#acts.menuOf(path), event) })}
    </li>`;
  }

  /** Adds at once where items are of one sort, else asks which. */
  #add(property: Property, event: Event): void {
    const kinds = this.#acts.kindsOf(property, (tag) => this.#choice('type', tag));
    if (kinds.length === 1) kinds[0]!.run();
    else this.#menu(this.w('list.add'), kinds, event);
  }

  #menu(title: string, items: readonly MenuItem[], event: Event): void {
    void this.menu.openAt(event.currentTarget as HTMLElement, title, items, { align: 'end' });
  }

  get #acts(): PartActs {
    return new PartActs({ open: this.open, help: this.help, input: this.#input, say: (key) => this.w(key), announce: (text) => this.host.announce(text) });
  } // prettier-ignore

  /* ---------------------------------------------------------------- values and parts under keys of one's own */

  #map(property: Property) {
    const { open } = this;
    const label = this.#label(property);
    const entries = mapEntries(this.#input, property.path);
    const row = (each: Property) =>
      property.control === 'entries'
        ? html`<li>
            <button type="button" class="go" @click=${() => open.select(each.path)}><span class="clip mono">${each.key}</span></button>
            ${this.#takeOut(each)}
          </li>`
        : html`<div class="row">
            <span class="name mono" data-tip-cut>${each.key}</span>
            <span class="pair">${drawControl(each, { ...this.#context(each, this.#findings(each).length > 0), label: `${label}: ${each.key}` })}${this.#takeOut(each)}</span>
            ${this.#findings(each).map(({ message }) => html`<p class="finding">${message}</p>`)}
          </div>`;
    return html`<section aria-label=${label}>
      <h3>${label} <span class="ct">${entries.length}</span></h3>
      ${property.control === 'entries' ? html`<ul>${entries.map(row)}</ul>` : entries.map(row)}
      ${
        open.isRemoved
          ? nothing
          : html`<td-name-input
              .label=${this.w('list.addTo', { name: label })}
                  .names=${this.#acts.keyNames(property).filter(({ name }) => !entries.some(({ key }) => key === name))}
              @td-value=${(event: CustomEvent<string | undefined>) => this.#addKey(property, event)}
            ></td-name-input>`
      }
    </section>`;
  } // prettier-ignore

  #takeOut({ path, key }: Property) {
    if (this.open.isRemoved) return nothing;
    const run = () => this.#acts.takeOut(path);
    return iconButton({ label: this.w('list.removeOf', { name: key }), icon: 'x', size: 'xs', run });
  }

  #addKey(property: Property, event: CustomEvent<string | undefined>): void {
    (event.currentTarget as HTMLElement & { value: string }).value = '';
    if (event.detail) this.#acts.addKey(property, event.detail);
  }

  /* ---------------------------------------------------------------- changing */

  #change(property: Property, value: unknown): void {
    const { open } = this;
    const gesture = { key: `set ${property.pointer}`, label: this.#label(property) };
    open.apply(setOperation(open.value, property.path, value), gesture);
  }
}
