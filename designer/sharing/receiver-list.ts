/**
 * `<td-receiver-list>`: with whom a rule shares: roles, departments (with those below them), people; each is taken out by its
 * button or Delete, others are added below. Says an operation by `td-change`.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { live } from 'lit/directives/live.js';
import type { Operation } from '../../metadata/document/operations.js';
import { isReference } from '../../runtime/data/record.js';
import { createEditHost, createFieldHost } from '../../runtime/host/field-host.js';
import { icon } from '../../runtime/ui/icon.js';
import { iconButton } from '../../runtime/ui/parts.js';
import '../../runtime/ui/reference-box.js';
import { inputStyles } from '../inspector/inspector-styles.js';
import { learnRecordNames } from '../session/record-names.js';
import { TdElement } from '../td-element.js';
import { documentHref } from '../workbench/kind-looks.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { addReceiver, receiversOf, removeReceiver, setBelow, type Receiver } from './gestures.js';

const symbols = { role: 'lock', department: 'network', user: 'user' } as const;

export interface ReceiverChange {
  readonly operation: Operation;
  readonly label: string;
}

@customElement('td-receiver-list')
export class TdReceiverList extends TdElement {
  @property({ attribute: false }) document: unknown;
  @property({ type: Boolean }) readonly = false;
  /** How many were added: their inputs begin anew with each. */
  @state() private added = 0;

  static override styles = [
    designStyles,
    inputStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        border: 1px solid var(--tr-line);
        border-radius: var(--tr-radius-m);
      }
      li {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 34px;
        padding: 0 6px 0 10px;
      }
      li + li {
        border-top: 1px solid var(--tr-line);
      }
      li .what {
        color: var(--tr-text-3);
        font: var(--tr-text-meta);
      }
      li svg {
        color: var(--tr-text-3);
        flex: none;
      }
      .sp {
        flex: 1;
      }
      label.below {
        display: flex;
        gap: 6px;
        align-items: center;
      }
      label.below input {
        accent-color: var(--tr-accent);
        margin: 0;
      }
      .none {
        margin: 0;
        color: var(--tr-text-3);
      }
      .add {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(180px, 1fr));
        gap: 8px 12px;
      }
      .add > div {
        display: grid;
        gap: 4px;
        align-content: start;
        min-width: 0;
      }
      .add select.in {
        min-height: var(--tr-control);
      }
      .add .label {
        font: var(--tr-text-label);
        color: var(--tr-text-2);
      }
    `,
  ];

  protected override willUpdate(): void {
    for (const kind of ['user', 'department'] as const) {
      const ids = receiversOf(this.document).filter((each) => each.kind === kind).map(({ id }) => id); // prettier-ignore
      void learnRecordNames(this.host, kind, ids).then((isNew) => (isNew ? this.#learned() : undefined));
    }
  }

  /** Whoever says the rule in words knows the names now as well. */
  #learned(): void {
    this.requestUpdate();
    this.emit('td-learned');
  }

  override render() {
    const held = receiversOf(this.document);
    return html`${held.length === 0 ? html`<p class="none">${this.w('sharing.nobody')}</p>` : html`<ul aria-label=${this.w('sharing.whom')}>${held.map((each) => this.#row(each))}</ul>`}
      ${this.readonly ? nothing : this.#adders(held)}`;
  } // prettier-ignore

  #row(receiver: Receiver) {
    const name = receiverName(this, receiver);
    const isGone = receiver.kind === 'role' && !this.session.head({ kind: 'role', name: receiver.id });
    return html`<li @keydown=${(event: KeyboardEvent) => event.key === 'Delete' && this.#remove(receiver, name)}>
      ${icon(symbols[receiver.kind], 's')}
      ${receiver.kind === 'role' && !isGone ? html`<a class="clip" href=${documentHref({ kind: 'role', name: receiver.id })}>${name}</a>` : html`<span class="clip ${isGone ? 'bad' : ''}">${name}</span>`}
      <span class="what">${this.w(`sharing.kind.${receiver.kind}`)}</span>
      <span class="sp"></span>
      ${receiver.kind === 'department' ? html`<label class="below"><input type="checkbox" .checked=${live(receiver.below)} ?disabled=${this.readonly} @change=${(event: Event) => this.#say(setBelow(this.document, receiver.id, (event.currentTarget as HTMLInputElement).checked), this.w('sharing.below'))} />${this.w('sharing.below')}</label>` : nothing}
      ${this.readonly ? nothing : iconButton({ label: this.w('sharing.takeOut', { name }), icon: 'x', size: 'xs', run: () => this.#remove(receiver, name) })}
    </li>`;
  } // prettier-ignore

  #adders(held: readonly Receiver[]) {
    const free = this.session.headsOf('role').filter(({ name, removed }) => !removed && !held.some((each) => each.kind === 'role' && each.id === name)); // prettier-ignore
    const box = (kind: 'department' | 'user') => {
      const label = this.w(`sharing.add.${kind}`);
      return html`<div><span class="label">${label}</span>
        ${keyed(`${kind} ${this.added}`, html`<tr-reference-box data-add=${kind} .target=${kind} .value=${null} .edit=${createEditHost(createFieldHost(this.host), { place: 'filter', label })}
          .change=${(value: unknown) => isReference(value) && this.#add(kind, value.id, value.label)}></tr-reference-box>`)}</div>`;
    };
    return html`<div class="add">
      <div><label class="label" for="role">${this.w('sharing.add.role')}</label>
        <select class="in" id="role" data-add="role" @change=${(event: Event) => this.#add('role', (event.currentTarget as HTMLSelectElement).value, '')}>
          <option value="" .selected=${live(true)}>${this.w('sharing.choose')}</option>
          ${free.map((head) => html`<option value=${head.name}>${this.session.label(head)}</option>`)}
        </select></div>
      ${box('department')} ${box('user')}
    </div>`;
  } // prettier-ignore

  #add(kind: Receiver['kind'], id: string, label: string): void {
    if (id === '') return;
    if (kind !== 'role') this.host.app.references.set(id, label);
    const receiver: Receiver = kind === 'department' ? { kind, id, below: true } : { kind, id };
    this.#say(addReceiver(this.document, receiver), this.w('sharing.added', { name: receiverName(this, receiver) }));
    this.added++;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-add="${kind}"]`)?.focus());
  }

  #remove(receiver: Receiver, name: string): void {
    if (this.readonly) return;
    this.#say(removeReceiver(this.document, receiver), this.w('sharing.takeOut', { name }));
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('li button, [data-add]')?.focus());
  }

  #say(operation: Operation, label: string): void {
    this.emit<ReceiverChange>('td-change', { operation, label });
  }
}

/** What a receiver is called; one that is not known yet by its id. */
export function receiverName({ session }: Pick<TdElement, 'session'>, { kind, id }: Receiver): string {
  if (kind !== 'role') return session.host.app.references.get(id) ?? id;
  const head = session.head({ kind: 'role', name: id });
  return head ? session.label(head) : id;
}
