/** `<tr-timeline>`: who changed what, newest first: field, old struck, new. Loaded beside the record, never before it. */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Entity } from '../../metadata/model/model.js';
import { ApiFailure } from '../data/api-client.js';
import { isEmpty } from '../data/record.js';
import { createFieldHost } from '../host/field-host.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import type { StringKey } from '../ui/i18n.js';
import { avatar } from '../ui/parts.js';

interface Change {
  readonly field: string;
  readonly label: string;
  readonly from?: unknown;
  readonly to?: unknown;
}
interface Entry {
  readonly version: number;
  readonly at: string;
  readonly by: { readonly id: string; readonly label: string | null } | null;
  readonly action: string;
  readonly changes: readonly Change[];
  readonly rows?: readonly { readonly field: string; readonly label: string; readonly action: string }[];
  /** Of the actions `share` and `unshare`. */
  readonly share?: {
    readonly kind: 'user' | 'role' | 'department' | 'below';
    readonly to: { readonly label: string | null };
    readonly level: 'read' | 'update';
  };
}

@customElement('tr-timeline')
export class TrTimeline extends TrElement {
  @property() entityName = '';
  @property() recordId = '';
  /** A new version asks for the new entries. */
  @property({ type: Number }) version = 0;
  @state() private entries: readonly Entry[] | undefined;
  @state() private more = false;
  @state() private failed = false;
  #stop: (() => void) | undefined;

  static override styles = css`
    :host {
      display: block;
    }
    .head {
      display: flex;
      align-items: center;
      justify-content: space-between;
      padding: 12px 0 10px;
    }
    h2 {
      font: var(--tr-text-body-strong);
    }
    li {
      display: grid;
      grid-template-columns: 24px minmax(0, 1fr);
      gap: 10px;
      padding-bottom: 14px;
    }
    .who {
      line-height: 20px;
      overflow-wrap: anywhere;
    }
    .change {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 2px 6px;
      margin: 2px 0;
      font-size: 12px;
      line-height: 18px;
    }
    .change .k {
      color: var(--tr-text-3);
      min-width: 52px;
    }
    .change del {
      color: var(--tr-text-3);
      overflow-wrap: anywhere;
    }
    .change b {
      font-weight: 500;
      overflow-wrap: anywhere;
    }
    .change svg {
      color: var(--tr-text-3);
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    // Sharing leaves the version as it is.
    this.#stop = this.host.events.listen(({ type, id, data }) => {
      const isSharing = data?.['action'] === 'shared' || data?.['action'] === 'unshared';
      if (type === 'record' && id === this.recordId && isSharing) void this.#load();
    });
  }

  override disconnectedCallback(): void {
    this.#stop?.();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.recordId && (changed.has('recordId') || changed.has('version'))) void this.#load();
  }

  override render() {
    const entity = this.host.app.entity(this.entityName);
    return html`<div class="head">
        <h2>${this.t('record.timeline')}</h2>
        <span class="meta">${this.t('record.newestFirst')}</span>
      </div>
      ${
        this.failed
          ? html`<p class="t3">
              ${this.t('record.historyFailed')}
              <button type="button" class="linkish" @click=${() => void this.#load()}>
                ${this.t('common.tryAgain')}
              </button>
            </p>`
          : this.entries === undefined
            ? nothing
            : this.entries.length === 0
              ? html`<p class="t3">${this.t('record.noHistory')}</p>`
              : html`<ol>
                  ${this.entries.map((entry) => this.#entry(entry, entity))}
                </ol>`
      }
      ${this.more ? html`<button type="button" class="linkish" @click=${() => void this.#older()}>${this.t('record.moreHistory')}</button>` : nothing}`;
  }

  #entry(entry: Entry, entity: Entity | undefined) {
    const { formats } = this.host.i18n;
    const name = entry.by?.label ?? this.t('history.system');
    const rows = entry.rows ?? [];
    const count = entry.changes.length + (rows.length > 0 ? 1 : 0);
    const key = `history.${entry.action}`;
    const words = this.host.i18n.has(key)
      ? this.t(key as StringKey, { count })
      : this.t('history.other', { action: entry.action });
    const shown = entry.action === 'create' ? [] : entry.changes;
    return html`<li>
      ${avatar(name)}
      <div>
        <div class="who"><span class="strong">${name}</span> <span class="t2">${words}</span></div>
        ${shown.map((change) => this.#change(change, entity))} ${entry.share ? this.#share(entry.share) : nothing}
        ${
          entry.action !== 'create' && rows.length > 0
            ? html`<div class="change">
                <span class="k">${rows[0]!.label}</span><b>${this.t('history.rows', { count: rows.length })}</b>
              </div>`
            : nothing
        }
        <time class="meta" datetime=${entry.at} data-tip=${formats.dateTime(entry.at)}
          >${formats.ago(entry.at, this.host.now())}</time
        >
      </div>
    </li>`;
  }

  #share({ kind, to, level }: NonNullable<Entry['share']>) {
    return html`<div class="change">
      <span class="k">${this.t(`share.kind.${kind}`)}</span><b>${to.label ?? this.t('history.unknown')}</b>
      <span class="k">${this.t(`share.level.${level}`)}</span>
    </div>`;
  }

  #change(change: Change, entity: Entity | undefined) {
    const field = entity?.fields.get(change.field);
    const label = field ? this.host.i18n.label(field.label, change.field) : change.label;
    if (!('from' in change) && !('to' in change))
      return html`<div class="change"><span class="k">${label}</span></div>`;
    const fieldHost = createFieldHost(this.host);
    const text = (value: unknown) =>
      isEmpty(value)
        ? this.t('history.empty')
        : field
          ? this.host.fields.get(field.type.id).text(value, field, fieldHost)
          : String(value);
    return html`<div class="change">
      <span class="k">${label}</span>
      ${isEmpty(change.from) ? nothing : html`<del>${text(change.from)}</del>${icon('arrow-right', 's')}`}<b
        >${text(change.to)}</b
      >
    </div>`;
  }

  async #load(): Promise<void> {
    this.failed = false;
    try {
      this.#take(await this.#fetch());
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failed = true;
    }
  }

  async #older(): Promise<void> {
    try {
      const page = await this.#fetch(this.entries?.at(-1)?.version);
      this.#take({ ...page, entries: [...(this.entries ?? []), ...page.entries] });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failed = true;
    }
  }

  #fetch(before?: number): Promise<{ entries: readonly Entry[]; more: boolean }> {
    const path = `/records/${encodeURIComponent(this.entityName)}/${encodeURIComponent(this.recordId)}/history`;
    return this.host.api.get(path, { limit: 30, before });
  }

  #take(page: { readonly entries: readonly Entry[]; readonly more: boolean }): void {
    this.entries = page.entries;
    this.more = page.more;
  }
}
