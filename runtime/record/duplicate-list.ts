/** `<tr-duplicate-list>`: records that may be the same, with what agrees; each opens beside the form, in a tab of its own. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Entity } from '../../metadata/model/model.js';
import { hrefs } from '../data/router.js';
import type { FieldHost } from '../host/field-views.js';
import { countedNoun } from '../host/entity-words.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { panelStyles } from '../ui/panel-styles.js';
import type { Duplicate, Duplicates } from './duplicates.js';
import '../ui/later-strings.js';

@customElement('tr-duplicate-list')
export class TrDuplicateList extends TrElement {
  @property({ attribute: false }) entity!: Entity;
  @property({ attribute: false }) fieldHost!: FieldHost;
  @property({ attribute: false }) found!: Duplicates;
  /** In a box with a heading, above a form. */
  @property({ type: Boolean, reflect: true }) notice = false;

  /** Offers to make one record of the two: where the form is of a record that is there. */
  @property({ attribute: false }) merge: ((id: string) => void) | undefined;

  static override styles = [
    panelStyles,
    css`
      :host {
        display: block;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        display: grid;
        gap: 6px;
      }
      :host([notice]) ul {
        margin-top: 4px;
        gap: 2px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 10px;
        min-height: 24px;
      }
      a {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        min-height: 24px;
        color: var(--tr-accent-text);
        font-weight: 500;
        overflow-wrap: anywhere;
      }
      .why {
        color: var(--tr-text-2);
        overflow-wrap: anywhere;
        min-width: 0;
      }
    `,
  ];

  override render() {
    if (!this.notice) return this.#list();
    const { found, host, entity } = this;
    const isBlocked = found.records.some(({ action }) => action === 'block');
    return html`<div class="box ${isBlocked ? 'warn' : 'info'}">
      ${icon(isBlocked ? 'triangle-alert' : 'info')}
      <div>
        <div class="strong">
          ${this.t('duplicates.similar', { things: countedNoun(host, entity, found.count), count: found.count })}
          ${isBlocked ? this.t('duplicates.blocked') : nothing}
        </div>
        ${this.#list()}
      </div>
    </div>`;
  }

  #list() {
    const { count, records } = this.found;
    return html`<ul>
      ${records.map((record) => this.#record(record))}
      ${
        count > records.length
          ? html`<li class="why">${this.t('duplicates.more', { count: count - records.length })}</li>`
          : nothing
      }
    </ul>`;
  }

  #record(record: Duplicate) {
    const name = record.label ?? this.t('record.unnamed');
    return html`<li>
      <a
        href=${hrefs.record(this.entity.name, record.id)}
        target="_blank"
        rel="noopener"
        title=${this.t('duplicates.newTab')}
        aria-label=${`${name} (${this.t('duplicates.newTab')})`}
        >${name}${icon('external-link', 's')}</a
      >
      <span class="why">${record.fields.map((path) => this.#agrees(record, path)).join(' · ')}</span>
      ${
        this.merge
          ? html`<button
              type="button"
              class="linkish"
              aria-label=${`${this.t('merge.open')} ${name}`}
              @click=${() => this.merge?.(record.id)}
            >
              ${this.t('merge.open')}
            </button>`
          : nothing
      }
    </li>`;
  }

  /** `Town: Köln`. */
  #agrees(record: Duplicate, path: string): string {
    const { host, entity } = this;
    const field = entity.fields.get(path)!;
    const [name = '', part] = path.split('.');
    const whole = record.values[name];
    const value = part === undefined ? whole : (whole as Readonly<Record<string, unknown>> | null)?.[part];
    const text = host.fields.get(field.type.id).text(value, field, this.fieldHost);
    return `${host.i18n.label(field.label, path)}: ${text}`;
  }
}
