/** The strip above a sheet: levels of the outline, find, what is sorted and filtered as chips, how the run stands, the size. */
import { html, nothing } from 'lit';
import type { Host } from '../host/host.js';
import { icon } from '../ui/icon.js';
import { button, iconButton } from '../ui/parts.js';

export interface StripChip {
  readonly icon: string;
  readonly text: string;
  clear(): void;
}

export interface StripInput {
  readonly host: Pick<Host, 'i18n'>;
  readonly phone: boolean;
  readonly chips: readonly StripChip[];
  /** Levels that the outline has, the one that is shown; 0 levels without groups. */
  readonly levels: number;
  readonly level: number | undefined;
  /** The text that is looked for; undefined while the field is closed. */
  readonly find: string | undefined;
  readonly isMissed: boolean;
  readonly isChanged: boolean;
  /** Why the newest run failed, while an older answer is shown. */
  readonly stale: string | undefined;
  /** While it runs: seconds so far. */
  readonly running: number | undefined;
  readonly read: string;
  readonly hasSheet: boolean;
  readonly scale: number;
  setLevel(level: number): void;
  openFind(): void;
  setFind(text: string, back: boolean): void;
  closeFind(): void;
  cancel(): void;
  openScale(cause: HTMLElement): void;
}

/** Seconds after which a run says how long it takes and can be cancelled. */
const PATIENCE = 2;

export function reportStrip(input: StripInput) {
  const { t } = words(input);
  return html`<div class="strip">
    ${input.hasSheet ? html`${levels(input)} ${finder(input)}` : nothing}
    ${input.chips.map(
      (chip) =>
        html`<span class="chip"
          >${icon(chip.icon, 's')}<span class="clip">${chip.text}</span
          >${iconButton({ label: t('report.clearChip', { name: chip.text }), icon: 'x', size: 'xs', run: () => chip.clear() })}</span
        >`,
    )}
    ${input.isChanged ? html`<span class="changed">${icon('info', 's')}${t('report.changed')}</span>` : nothing}
    ${input.stale === undefined ? nothing : html`<span class="stale">${icon('triangle-alert', 's')}${input.stale}</span>`}
    <span class="sp"></span>
    ${status(input)}
    ${
      input.hasSheet && !input.phone
        ? html`<button
            type="button"
            class="quiet"
            aria-haspopup="menu"
            aria-label=${t('report.size', { size: percent(input) })}
            @click=${(event: Event) => input.openScale(event.currentTarget as HTMLElement)}
          >
            ${percent(input)}${icon('chevron-down', 's')}
          </button>`
        : nothing
    }
  </div>`;
}

const words = ({ host }: StripInput) => ({ t: host.i18n.t.bind(host.i18n) });

const percent = ({ host, scale }: StripInput): string => host.i18n.formats.number(scale, { style: 'percent' });

function status(input: StripInput) {
  const { t } = words(input);
  if (input.running === undefined) return html`<span class="meta">${input.read}</span>`;
  const isLong = input.running >= PATIENCE;
  return html`<span class="meta" role=${isLong ? 'status' : nothing}
      >${isLong ? t('report.running', { seconds: input.running }) : t('common.loading')}</span
    >
    ${isLong ? button({ label: t('common.cancel'), theme: 'small', run: () => input.cancel() }) : nothing}`;
}

function levels(input: StripInput) {
  const { t } = words(input);
  if (input.levels < 2) return nothing;
  return html`<span class="levels" role="group" aria-label=${t('report.levels')}>
    ${Array.from({ length: input.levels }, (_, index) => index + 1).map(
      (level) =>
        html`<button
          type="button"
          aria-pressed=${String(input.level === level)}
          aria-label=${t('report.level', { level })}
          data-tip=${t('report.level', { level })}
          @click=${() => input.setLevel(level)}
        >
          ${level}
        </button>`,
    )}
  </span>`;
}

function finder(input: StripInput) {
  const { t } = words(input);
  if (input.find === undefined)
    return html`<button
      type="button"
      class="quiet"
      data-tip=${`${t('report.find')} (/)`}
      @click=${() => input.openFind()}
    >
      ${icon('search', 's')}${input.phone ? html`<span class="sr">${t('report.find')}</span>` : t('report.find')}
    </button>`;
  return html`<span class="finder" role="search">
    <input
      id="find"
      type="search"
      aria-label=${t('report.find')}
      aria-invalid=${input.isMissed ? 'true' : nothing}
      placeholder=${t('report.find')}
      .value=${input.find}
      @input=${(event: Event) => input.setFind((event.currentTarget as HTMLInputElement).value, false)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.isComposing) return;
        const { value } = event.currentTarget as HTMLInputElement;
        if (event.key === 'Enter') input.setFind(value, event.shiftKey);
        else if (event.key === 'Escape') input.closeFind();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
    ${input.isMissed ? html`<span class="meta" role="status">${t('report.notFound')}</span>` : nothing}
    ${iconButton({ label: t('common.close'), icon: 'x', size: 'xs', run: () => input.closeFind() })}
  </span>`;
}
