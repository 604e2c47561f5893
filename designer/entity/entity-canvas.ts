/**
 * `<td-entity-canvas>`: an entity as the table of its fields, its relations both ways, its keys and pipelines. Rows are
 * walked by arrows and moved by their handle or Alt with arrows; Delete archives, Insert adds, Enter goes to the inspector.
 */
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { readItem, stepOf, type ItemPath } from '../../metadata/document/items.js';
import type { Operation } from '../../metadata/document/operations.js';
import { below } from '../../metadata/document/pointer.js';
import type { EntityDocument, FieldDocument } from '../../metadata/schema/entity.js';
import type { Problem } from '../../metadata/value.js';
import { icon } from '../../runtime/ui/icon.js';
import '../../runtime/ui/menu.js';
import type { TrMenu } from '../../runtime/ui/menu.js';
import { button, iconButton, tag } from '../../runtime/ui/parts.js';
import '../../runtime/ui/states.js';
import { tableStyles } from '../../runtime/ui/table-styles.js';
import type { HelpContext } from '../json/editor-help.js';
import { isObject } from '../json/schema-walk.js';
import type { OpenDocument } from '../session/open-document.js';
import { keysOfPath } from '../session/set-value.js';
import { TdElement } from '../td-element.js';
import { documentHref } from '../workbench/kind-looks.js';
import { entityCanvasStyles } from './entity-canvas-styles.js';
import './field-dialog.js';
import type { TdFieldDialog } from './field-dialog.js';
import { archiveOperation, columnOperation, fieldRows, moveOperation, relationsIn, relationsOut, retypeEffect, shiftPlace, type FieldRow } from './field-rows.js'; // prettier-ignore
import { FieldDrag } from './field-drag.js';
import './sample-choice.js';
import { formsOf, viewsOf } from './surrounding-documents.js';
import '../../runtime/ui/later-strings.js';

@customElement('td-entity-canvas')
export class TdEntityCanvas extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;
  @state() private find = '';
  @query('tr-menu') private menu!: TrMenu;
  @query('td-field-dialog') private dialog!: TdFieldDialog;
  #drag = new FieldDrag(this, {
    rows: () => [...this.renderRoot.querySelectorAll<HTMLElement>('tr[data-id]')],
    drop: (id, after) => this.#move(id, after),
  });

  static override styles = [tableStyles, entityCanvasStyles];

  override render() {
    const { value } = this.open;
    if (!isObject(value) || !Array.isArray(value['fields'])) {
      return html`<tr-state kind="failed" .heading=${this.w('entity.unreadable')} .text=${this.w('entity.unreadableText')}></tr-state>`; // prettier-ignore
    }
    const rows = fieldRows({
      entity: value,
      released: this.open.released as EntityDocument | undefined,
      forms: formsOf(this.session, this.open.key.name),
      views: viewsOf(this.session, this.open.key.name),
    });
    const wanted = this.find.trim().toLocaleLowerCase();
    const shown = rows.filter(({ field }) => wanted === '' || field.name.includes(wanted) || this.#label(field).toLocaleLowerCase().includes(wanted)); // prettier-ignore
    return html`<div class="sheet">
        <header>
          <h2>${this.w('entity.fields')} <span class="ct">${rows.length}</span></h2>
          <span class="sp"></span>
          <td-sample-choice .open=${this.open}></td-sample-choice>
          <div class="search">
            ${icon('search')}<input type="search" placeholder=${this.w('entity.find')} aria-label=${this.w('entity.find')} .value=${this.find} @input=${(event: Event) => (this.find = (event.currentTarget as HTMLInputElement).value)} />
          </div>
          ${this.open.isRemoved ? nothing : button({ label: this.w('entity.addField'), icon: 'plus', theme: 'primary', run: () => this.#add() })}
        </header>
        ${this.#table(shown)}
      </div>
      ${this.#relations(value)} ${this.#parts('keys')} ${this.#parts('pipelines')}
      <tr-menu></tr-menu>
      <td-field-dialog .help=${this.help}></td-field-dialog>`;
  } // prettier-ignore

  #table(rows: readonly FieldRow[]) {
    const head = (key: 'label' | 'name' | 'type' | 'rules' | 'shown') => html`<th scope="col">${this.w(`entity.head.${key}`)}</th>`;
    return html`<div class="scroll" tabindex="-1">
      <table aria-label=${this.w('entity.fields')} @keydown=${this.#key}>
        <thead>
          <tr>
            <th><span class="sr">${this.w('entity.head.order')}</span></th>
            ${head('label')} ${head('name')} ${head('type')} ${head('rules')} ${head('shown')}
            <th><span class="sr">${this.t('list.actions')}</span></th>
          </tr>
        </thead>
        <tbody>
          ${repeat(rows, ({ field }) => field.id, (row, index) => this.#row(row, index))}
        </tbody>
      </table>
      ${rows.length === 0 ? html`<p class="none">${this.w(this.find === '' ? 'entity.noFields' : 'entity.noneFound')}</p>` : nothing}
    </div>`;
  } // prettier-ignore

  #row(row: FieldRow, index: number) {
    const { field } = row;
    const selected = JSON.stringify(this.open.selection.slice(0, 2)) === JSON.stringify(row.path);
    const isStop = selected || (index === 0 && this.open.selection[0] !== 'fields');
    const label = this.#label(field);
    const findings = this.#findings(row.path);
    return html`<tr data-id=${field.id} class="${selected ? 'on' : ''} ${field.archived ? 'away' : ''} ${this.#drag.classOf(field.id)}" @click=${() => this.#select(row.path)} @dblclick=${() => this.emit('td-inspect')}>
      <td class="grip">
        <span class="grip" data-tip=${this.w('entity.grip')} @pointerdown=${(event: PointerEvent) => this.#drag.start(event, field.id)}>${icon('grip-vertical', 's')}</span>
      </td>
      <td>
        <button type="button" class="go" data-field=${field.id} aria-current=${selected ? 'true' : nothing} tabindex=${isStop ? 0 : -1}>
          ${icon(this.session.registries.field.find(field.type)?.icon ?? 'box', 's')}<span class="clip">${label}</span>
          ${field.archived ? tag(this.w('entity.archived')) : row.isNew && this.open.released ? tag(this.w('entity.new'), 'blue') : nothing}
          ${findings.length > 0 ? html`<span class="bad" role="img" aria-label=${this.w('problems.error')} data-tip=${findings[0]!.message}>${icon('circle-x', 's')}</span>` : nothing}
        </button>
      </td>
      <td class="mono clip">${field.name}</td>
      <td>
        <span class="clip">${this.#typeLabel(field.type)}</span>
        ${row.target ? html`<a class="t3" href=${documentHref({ kind: 'entity', name: row.target })} @click=${(event: Event) => event.stopPropagation()}>→ ${this.#entityLabel(row.target)}</a>` : nothing}
        ${this.#retyped(row)}
      </td>
      <td class="rules">${this.#rules(row)}</td>
      <td class="t2">${this.w('entity.shownIn', { forms: row.forms, lists: row.lists })}</td>
      <td>${iconButton({ label: this.w('list.more', { name: label }), icon: 'ellipsis', size: 'xs', run: (event) => this.#openMenu(row, event.currentTarget as HTMLElement) })}</td>
    </tr>`;
  } // prettier-ignore

  #retyped({ field, typeWas }: FieldRow) {
    const before = (this.open.released as EntityDocument | undefined)?.fields.find(({ id }) => id === field.id);
    if (typeWas === undefined || !before) return nothing;
    const effect = retypeEffect(before, field, this.session.registries);
    const was = this.#typeLabel(typeWas);
    if (effect === 'needsColumn') {
      return html`<div class="finding">${this.w('release.needsColumn', { was })} <button type="button" class="linkish" @click=${() => this.#carryOver(field)}>${this.w('release.carry')}</button></div>`;
    }
    if (effect === 'carried') return html`<div class="finding ok">${this.w('release.carried', { was })}</div>`;
    return html`<div class=${effect === 'refused' ? 'finding' : 'finding ok'}>${this.w(`entity.retype.${effect}`, { was })}</div>`;
  } // prettier-ignore

  #carryOver({ id, name, label }: FieldDocument): void {
    const operation = columnOperation(this.open.value, id);
    if (operation) this.open.apply(operation, { key: `column of ${id}`, label: this.host.i18n.label(label, name) });
  }

  #rules({ field }: FieldRow) {
    const marks = [
      field.required ? this.w('entity.mark.required') : '',
      field.unique ? this.w('entity.mark.unique') : '',
      field.searchable ? this.w('entity.mark.searchable') : '',
      field.readOnly ? this.w('entity.mark.readOnly') : '',
      field.visibleIf || field.requiredIf || field.readOnlyIf || field.validIf || field.optionsIf ? this.w('entity.mark.rule') : '',
    ].filter((each) => each !== '');
    return marks.map((each) => html`<span class="mark">${each}</span>`);
  } // prettier-ignore

  #relations(value: unknown) {
    const name = this.open.key.name;
    const out = relationsOut(value);
    const into = relationsIn(this.session.model, name);
    return html`<div class="sheet two">
      <section aria-label=${this.w('entity.leadsTo')}>
        <h3>${this.w('entity.leadsTo')} <span class="ct">${out.length}</span></h3>
        ${out.length === 0 ? html`<p class="none">${this.w('entity.leadsNowhere')}</p>` : nothing}
        <ul>
          ${out.map(({ id, entity, field }) => html`<li><button type="button" class="linkish" @click=${() => this.#select(['fields', { id }])}>${this.#fieldLabel(name, field)}</button> → <a href=${documentHref({ kind: 'entity', name: entity })}>${this.#entityLabel(entity)}</a></li>`)}
        </ul>
      </section>
      <section aria-label=${this.w('entity.ledFrom')}>
        <h3>${this.w('entity.ledFrom')} <span class="ct">${into.length}</span></h3>
        ${into.length === 0 ? html`<p class="none">${this.w('entity.ledFromNone')}</p>` : nothing}
        <ul>
          ${into.map(({ entity, field }) => html`<li><a href=${documentHref({ kind: 'entity', name: entity })}>${this.#entityLabel(entity, true)}</a> <span class="t3">${this.#fieldLabel(entity, field)}</span></li>`)}
        </ul>
      </section>
    </div>`;
  } // prettier-ignore

  /** Keys and pipelines, where there are some; they are edited in the inspector. */
  #parts(key: 'keys' | 'pipelines') {
    const held = readItem(this.open.value, [key]);
    const items = Array.isArray(held) ? (held as readonly unknown[]) : [];
    if (items.length === 0) return nothing;
    return html`<div class="sheet">
      <h3>${this.w(`entity.${key}`)} <span class="ct">${items.length}</span></h3>
      <ul>
        ${items.map((item, index) => {
          const path: ItemPath = [key, stepOf(items, index)];
          const isSelected = JSON.stringify(this.open.selection.slice(0, 2)) === JSON.stringify(path);
          return html`<li class=${isSelected ? 'on' : ''}><button type="button" class="linkish" @click=${() => this.#select(path)}>${this.#partWords(key, item)}</button></li>`;
        })}
      </ul>
    </div>`;
  } // prettier-ignore

  #partWords(key: 'keys' | 'pipelines', item: unknown): string {
    if (!isObject(item)) return '…';
    const own = this.open.key.name;
    if (key === 'keys') {
      const fields = Array.isArray(item['fields']) ? item['fields'].map((name) => this.#fieldLabel(own, String(name))) : []; // prettier-ignore
      return `${fields.join(' + ')}${item['unique'] === true ? ` · ${this.w('entity.mark.unique')}` : ''}`;
    }
    const stages = Array.isArray(item['stages']) ? item['stages'].length : 0;
    return this.w('entity.pipeline', { field: this.#fieldLabel(own, String(item['field'])), count: stages });
  }

  /* ---------------------------------------------------------------- words */

  #label(field: { readonly label?: unknown; readonly name?: unknown }): string {
    return this.host.i18n.label(field.label as string | undefined, String(field.name ?? ''));
  }
  #fieldLabel(entity: string, name: string): string {
    return this.host.i18n.label(this.session.model.entities.get(entity)?.fields.get(name)?.label, name);
  }
  #entityLabel(name: string, plural = false): string {
    const entity = this.session.model.entities.get(name);
    return this.host.i18n.label(plural ? entity?.plural : entity?.label, name);
  }
  #typeLabel(id: string): string {
    return this.host.i18n.label(this.session.typeLabels[id] ?? this.session.registries.field.find(id)?.label, id);
  }
  #findings(path: ItemPath): readonly Problem[] {
    const pointer = below('', ...(keysOfPath(this.open.value, path) ?? ['?']));
    return this.problems.filter((each) => each.severity !== 'warning' && (each.path === pointer || each.path.startsWith(`${pointer}/`))); // prettier-ignore
  }

  /* ---------------------------------------------------------------- acts */

  #select(path: ItemPath): void {
    if (JSON.stringify(path) !== JSON.stringify(this.open.selection)) this.open.select(path);
  }

  #add(): void {
    void this.dialog.ask({ entity: this.open.key.name, type: 'text', label: '' });
  }

  #apply(operation: Operation | undefined, label: string): void {
    if (!operation || this.open.isRemoved) return;
    this.open.endGesture();
    if (this.open.apply(operation, { label })) this.host.announce(label);
    this.open.endGesture();
  }

  #move(id: string, after: string | null): void {
    const field = fieldRows({ entity: this.open.value, released: undefined, forms: [], views: [] }).find((row) => row.field.id === id)?.field; // prettier-ignore
    this.#apply(moveOperation(this.open.value, id, after), this.w('form.done.moved', { name: this.#label(field ?? { name: id }) })); // prettier-ignore
    this.#select(['fields', { id }]);
    this.#focusRow(id);
  }

  #archive({ field }: FieldRow): void {
    const name = this.#label(field);
    this.#apply(archiveOperation(this.open.value, field.id), this.w(field.archived ? 'entity.done.back' : 'entity.done.archived', { name })); // prettier-ignore
    this.#select(['fields', { id: field.id }]);
    // Who takes it out of use sees what would miss it.
    if (!field.archived) this.emit('td-uses');
  }

  #openMenu(row: FieldRow, anchor: HTMLElement): void {
    const { field } = row;
    const { value } = this.open;
    this.#select(row.path);
    const shift = (by: -1 | 1) => {
      const after = shiftPlace(value, field.id, by);
      return {
        id: by < 0 ? 'up' : 'down',
        label: this.w(by < 0 ? 'list.up' : 'list.down'),
        icon: by < 0 ? 'arrow-up' : 'arrow-down',
        key: by < 0 ? 'Alt+↑' : 'Alt+↓',
        ...(after === undefined ? { reason: this.w(by < 0 ? 'list.isFirst' : 'list.isLast') } : {}),
        run: () => after !== undefined && this.#move(field.id, after),
      };
    };
    void this.menu.openAt(anchor, this.#label(field), [
      { id: 'inspect', label: this.w('form.properties'), icon: 'settings', key: 'Enter', run: () => this.emit('td-inspect') },
      { id: 'uses', label: this.w('entity.whereUsed'), icon: 'search', run: () => this.emit('td-uses') },
      shift(-1),
      shift(1),
      { id: 'archive', label: this.w(field.archived ? 'entity.takeBack' : 'entity.archive'), icon: field.archived ? 'undo-2' : 'trash-2', key: 'Del', line: true, run: () => this.#archive(row) },
      ...(row.isNew ? [{ id: 'remove', label: this.w('entity.removeNew'), icon: 'trash-2', danger: true, run: () => this.#apply({ op: 'remove', path: row.path }, this.w('list.removed')) }] : []),
    ], { align: 'end' });
  } // prettier-ignore

  readonly #key = (event: KeyboardEvent): void => {
    const id = (event.target as HTMLElement).closest<HTMLElement>('tr[data-id]')?.dataset['id'];
    if (id === undefined || event.ctrlKey || event.metaKey) return;
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>('.go')];
    const at = buttons.findIndex((each) => each.dataset['field'] === id);
    const go = (to: number) => {
      const next = buttons[Math.max(0, Math.min(buttons.length - 1, to))]!;
      this.#select(['fields', { id: next.dataset['field']! }]);
      this.#focusRow(next.dataset['field']!);
    };
    const step = ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key as 'ArrowUp'];
    if (step !== undefined && event.altKey) {
      const after = shiftPlace(this.open.value, id, step);
      if (after !== undefined) this.#move(id, after);
    } else if (step !== undefined) go(at + step);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(buttons.length - 1);
    else if (event.key === 'Insert') this.#add();
    else if (event.key === 'Delete') {
      const row = fieldRows({ entity: this.open.value, released: undefined, forms: [], views: [] }).find(({ field }) => field.id === id); // prettier-ignore
      if (row) this.#archive(row);
      this.#focusRow(id);
    } else if (event.key === 'Enter' && event.target === buttons[at]) {
      this.#select(['fields', { id }]);
      this.emit('td-inspect');
    } else return;
    event.preventDefault();
  };

  #focusRow(id: string): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`.go[data-field="${CSS.escape(id)}"]`)?.focus()); // prettier-ignore
  }
}
