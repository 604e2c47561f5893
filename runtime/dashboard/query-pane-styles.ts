/** Parts of parameter editors, wherever they stand. */
import { css } from 'lit';

export const queryPaneStyles = css`
  .form { display: grid; grid-template-columns: minmax(0, 1fr); gap: 12px; padding: 16px; }
  .two { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 12px; }
  .days { margin-top: 8px; }
  .ranges { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 12px; }
  .range { display: flex; align-items: center; gap: 8px; min-height: 30px; cursor: pointer; }
  .range input { accent-color: var(--tr-accent); margin: 0; }
  .group { font: var(--tr-text-label); color: var(--tr-text-2); margin: 0 0 4px; }
  .losts { display: flex; gap: 6px; min-width: 0; align-items: baseline; }
  .lostword { flex: none; white-space: nowrap; }
  .lost { text-decoration: line-through; }
  .lostword { color: var(--tr-warn); font: var(--tr-text-meta); text-decoration: none; }
  @media (pointer: coarse) { .range { min-height: 44px; } }
`; // prettier-ignore
