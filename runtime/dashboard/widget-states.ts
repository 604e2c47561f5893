/** What a part shows instead of its picture: the frame while rows come, a failure, no access, no rows. */
import { html, nothing } from 'lit';
import type { ApiFailure } from '../data/api-client.js';
import type { Host } from '../host/host.js';
import { icon } from '../ui/icon.js';

const BARS = [38, 52, 46, 60, 68, 44, 72, 88, 80, 94, 100, 34];

/** Appears after 150 ms, so that quick rows do not flicker. */
export function skeleton(isTile: boolean) {
  if (isTile) return html`<div class="bars tile" aria-hidden="true"><i></i><i></i></div>`;
  return html`<div class="bars" aria-hidden="true">
    ${BARS.map((height) => html`<i style="height:${height}%"></i>`)}
  </div>`;
}

export interface FailedOptions {
  readonly isTile: boolean;
  retry(): void;
}

export function failed({ i18n }: Pick<Host, 'i18n'>, failure: ApiFailure, { isTile, retry }: FailedOptions) {
  if (failure.status === 403 || failure.status === 404) {
    return html`<div class="state">
      ${icon('lock')}
      <b>${i18n.t('widget.noAccess')}</b>
      ${isTile ? nothing : html`<span class="meta">${i18n.t('widget.noAccessText')}</span>`}
    </div>`;
  }
  const request = failure.requestId ? i18n.t('common.request', { id: failure.requestId }) : '';
  return html`<div class="state failed" role="alert">
    ${icon('triangle-alert')}
    <b>${i18n.t('widget.failed')}</b>
    <span class="meta" data-tip=${`${failure.message} ${request}`}>${failure.code}. ${request}</span>
    <button type="button" class="linkish" @click=${retry}>${i18n.t('common.tryAgain')}</button>
  </div>`;
}

export interface EmptyOptions {
  /** The selections that left nothing; `clear` shows everything again. */
  readonly names: string;
  clear(): void;
  /** Opens the filters at their cause; absent where the part follows none. */
  readonly filter?: ((cause: HTMLElement) => void) | undefined;
}

export function empty({ i18n }: Pick<Host, 'i18n'>, { names, clear, filter }: EmptyOptions) {
  const step = (label: string, run: (cause: HTMLElement) => void) =>
    html`<button type="button" class="linkish" @click=${(event: Event) => run(event.currentTarget as HTMLElement)}>
      ${label}
    </button>`;
  return html`<div class="state">
    <b>${names ? i18n.t('widget.noRowsFor', { names }) : i18n.t('widget.noRows')}</b>
    ${names ? step(i18n.t('widget.clear'), clear) : filter ? step(i18n.t('dashboard.filters'), filter) : nothing}
  </div>`;
}
