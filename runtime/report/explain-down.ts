/** The way down inside an explanation: columns to break the value down by, its parts, and the trail of what was chosen. */
import { html, nothing } from 'lit';
import { periodLabel } from '../../metadata/chart/periods.js';
import type { ResultColumn } from '../../metadata/contributions.js';
import type { Explanation } from '../../metadata/sheet/explanation.js';
import type { Value } from '../../metadata/value.js';
import type { Host } from '../host/host.js';
import { iconButton } from '../ui/parts.js';

/** A value chosen of a column. */
export interface DownStep {
  readonly column: string;
  readonly label: string;
  readonly value: Value;
  readonly text: string;
}

/** Where one is: what was chosen so far, and the column whose parts are shown. */
export interface DownPlace {
  readonly steps: readonly DownStep[];
  readonly by?: string;
}

/** A history as browsers have it: going on from an earlier place forgets the later ones. */
export class DownHistory {
  #places: readonly DownPlace[] = [{ steps: [] }];
  #at = 0;

  get here(): DownPlace {
    return this.#places[this.#at]!;
  }
  get canGoBack(): boolean {
    return this.#at > 0;
  }
  get canGoForward(): boolean {
    return this.#at < this.#places.length - 1;
  }
  go(place: DownPlace): void {
    this.#places = [...this.#places.slice(0, this.#at + 1), place];
    this.#at += 1;
  }
  move(by: -1 | 1): void {
    this.#at = Math.max(0, Math.min(this.#places.length - 1, this.#at + by));
  }
}

/** Columns that say something else than the value itself, the groups it stands under, and what was chosen. */
export function waysDown({ columns, bind, where, total }: Explanation, { steps }: DownPlace): readonly ResultColumn[] {
  if (!bind || total < 2) return [];
  const taken = new Set([bind.field, ...where.map(({ field }) => field), ...steps.map(({ column }) => column)]);
  return columns.filter(({ name, type }) => type !== 'number' && !taken.has(name));
}

export interface DownInput {
  readonly host: Host;
  readonly explanation: Explanation;
  readonly history: DownHistory;
  go(place: DownPlace): void;
  move(by: -1 | 1): void;
}

export function explainDown(input: DownInput) {
  const { explanation, history } = input;
  const ways = waysDown(explanation, history.here);
  const t = input.host.i18n.t.bind(input.host.i18n);
  return html`${history.canGoBack || history.canGoForward ? trail(input) : nothing}
  ${explanation.parts ? parts(input, explanation.parts) : nothing}
  ${
    ways.length > 0 && (!explanation.parts || ways.length > 1)
      ? html`<div class="down">
          <h3>${t('explain.down')}</h3>
          <div class="ways">
            ${ways
              .filter(({ name }) => name !== explanation.parts?.by)
              .map(
                ({ name, label }) =>
                  html`<button type="button" @click=${() => input.go({ steps: history.here.steps, by: name })}>
                    ${t('explain.by', { name: label })}
                  </button>`,
              )}
          </div>
        </div>`
      : nothing
  }`;
}

function trail({ host, history, go, move, explanation }: DownInput) {
  const t = host.i18n.t.bind(host.i18n);
  const { steps, by } = history.here;
  const label = (name: string) => explanation.columns.find((column) => column.name === name)?.label ?? name;
  const crumbs = [
    { text: t('explain.whole'), place: { steps: [] } as DownPlace },
    ...steps.map((step, index) => ({
      text: t('explain.is', { name: step.label, value: step.text || t('explain.empty') }),
      place: { steps: steps.slice(0, index + 1) } as DownPlace,
    })),
  ];
  return html`<nav class="way" aria-label=${t('explain.way')}>
    ${iconButton({ label: t('explain.back'), icon: 'chevron-left', size: 'xs', disabled: !history.canGoBack, run: () => move(-1) })}
    ${iconButton({ label: t('explain.forward'), icon: 'chevron-right', size: 'xs', disabled: !history.canGoForward, run: () => move(1) })}
    ${crumbs.map(
      ({ text, place }, index) =>
        html`${index > 0 ? html`<span class="t3" aria-hidden="true">›</span>` : nothing}<button
            type="button"
            @click=${() => go(place)}
          >
            ${text}
          </button>`,
    )}
    ${by === undefined ? nothing : html`<span class="t3" aria-hidden="true">›</span><span>${t('explain.by', { name: label(by) })}</span>`}
  </nav>`;
}

function parts(input: DownInput, { by, items, total }: NonNullable<Explanation['parts']>) {
  const { host, history, explanation } = input;
  const t = host.i18n.t.bind(host.i18n);
  const column = explanation.columns.find(({ name }) => name === by);
  const label = column?.label ?? by;
  const { locale } = host.i18n.formats;
  const read = (text: string) =>
    column?.grain && text !== '' ? periodLabel(text, column.grain, locale, 'full') : text;
  const most = Math.max(...items.map(({ figure }) => (typeof figure === 'number' ? Math.abs(figure) : 0)));
  const choose = ({ value, text }: (typeof items)[number]) =>
    input.go({ steps: [...history.here.steps, { column: by, label, value, text: read(text) }] });
  return html`<div class="parts" role="group" aria-label=${t('explain.by', { name: label })} tabindex="0">
    ${items.map((item) => {
      const share = typeof item.figure === 'number' && most > 0 ? Math.abs(item.figure) / most : 0;
      return html`<button type="button" @click=${() => choose(item)}>
        <span class="clip">${read(item.text) || t('explain.empty')}</span
        ><span class="num">${item.figureText || '–'}</span>
        <i class="bar" style="width:${Math.round(share * 100)}%"></i>
      </button>`;
    })}
    ${total > items.length ? html`<p class="meta">${t('explain.shown', { shown: items.length, total })}</p>` : nothing}
  </div>`;
}
