/** The bar above a view on a time axis: what is shown, the ways to other times, the scales. */
import { css } from '../../../runtime/api.js';

export const barStyles = css`
  .bar { display: flex; align-items: center; gap: 4px; padding: 12px 24px 8px; flex: none; }
  .bar h2 { margin: 0; font: var(--tr-text-section); }
  .gh { border: 0; background: none; min-height: 32px; padding: 0 10px; border-radius: var(--tr-radius-m); color: var(--tr-text-2); font: inherit; cursor: pointer; white-space: nowrap; }
  .gh:hover { background: var(--tr-hover); }
  .scales { display: inline-flex; margin-inline-start: 8px; padding: 2px; background: var(--tr-fill); border-radius: var(--tr-radius-m); }
  .scales button { border: 0; background: none; min-height: 28px; padding: 0 10px; border-radius: var(--tr-radius-s); cursor: pointer; color: var(--tr-text-2); white-space: nowrap; }
  .scales button[aria-pressed='true'] { background: var(--tr-surface); color: var(--tr-text); font-weight: 600; box-shadow: var(--tr-shadow-1); }
  .note { flex: none; margin: 0; padding: 0 24px 8px; font: var(--tr-text-meta); color: var(--tr-text-2); }
  .hide { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  @media (max-width: 639px) {
    .bar { padding: 8px 8px 8px 16px; }
    .bar .gh, .scales button { min-height: 44px; }
    .scales { margin-inline-start: 0; }
    .note { padding: 0 16px 8px; }
  }
  @media print {
    .bar button { display: none; }
  }
`; // prettier-ignore
