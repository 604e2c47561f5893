/** What the palettes of all canvases share: their looks, the search above their entries, and walking these by arrows. */
import { css, html } from 'lit';
import { icon } from '../../runtime/ui/icon.js';

export const paletteStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    flex: 1;
  }
  .head {
    padding: 12px;
    flex: none;
  }
  .list {
    flex: 1;
    min-height: 0;
    overflow: auto;
    padding: 0 12px 12px;
  }
  h2,
  summary {
    font: var(--tr-text-label);
    color: var(--tr-text-2);
    padding: 8px 0 6px;
  }
  h2 {
    display: flex;
    gap: 6px;
  }
  h2 .n {
    color: var(--tr-text-3);
  }
  summary {
    cursor: pointer;
    border-radius: var(--tr-radius-s);
  }
  .grid {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 6px;
  }
  .grid.two {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
  .grid > button {
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
    min-height: 32px;
    padding: 4px 8px;
    border: 1px solid var(--tr-line-strong);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: grab;
    touch-action: none;
  }
  .grid > button:hover {
    background: var(--tr-hover);
  }
  .grid svg {
    color: var(--tr-text-3);
    flex: none;
  }
  .foot {
    flex: none;
    padding: 8px 12px;
    border-top: 1px solid var(--tr-line);
    color: var(--tr-text-3);
    font: var(--tr-text-meta);
  }
  .linkish {
    min-height: 28px;
  }
  .none {
    color: var(--tr-text-3);
    font: var(--tr-text-meta);
  }
`;

/** The input that finds entries; `change` gets what was typed. */
export const paletteSearch = (label: string, value: string, change: (typed: string) => void) =>
  html`<div class="head">
    <div class="search">
      ${icon('search')}
      <input
        type="search"
        placeholder=${label}
        aria-label=${label}
        .value=${value}
        @input=${(event: Event) => change((event.currentTarget as HTMLInputElement).value)}
      />
    </div>
  </div>`;

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** A key that was pressed among the entries (`data-entry`) of a palette: arrows go to the next and the one before. */
export function walkEntries(root: ShadowRoot, event: KeyboardEvent): void {
  const step = steps[event.key];
  // Lists of the browser's own and inputs have a use for arrows themselves.
  if (step === undefined || (event.target as HTMLElement).matches('select, input')) return;
  const all = [...root.querySelectorAll<HTMLElement>('[data-entry]')];
  all[all.indexOf(root.activeElement as HTMLElement) + step]?.focus();
  event.preventDefault();
}
