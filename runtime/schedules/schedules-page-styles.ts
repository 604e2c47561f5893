/** What the page of schedules and links has besides a table of people: its two switches, a note, states in cells. */
import { css } from 'lit';

export const schedulesPageStyles = css`
  .bar { display: flex; flex-wrap: wrap; gap: 8px 16px; padding: 0 24px 12px; border-bottom: 1px solid var(--tr-line); flex: none; }
  .segments { display: inline-flex; border: 1px solid var(--tr-line-strong); border-radius: var(--tr-radius-m); overflow: hidden; }
  .segments button { border: 0; background: none; color: var(--tr-text-2); font: var(--tr-text-label); min-height: 28px; padding: 0 12px; cursor: pointer; }
  .segments button:hover { background: var(--tr-hover); }
  .segments button[aria-pressed='true'] { background: var(--tr-accent-soft); color: var(--tr-accent-text); }
  .segments button:focus-visible { outline: 2px solid var(--tr-focus); outline-offset: -2px; }
  .off { display: flex; gap: 8px; margin: 0; padding: 10px 24px; background: var(--tr-canvas); border-bottom: 1px solid var(--tr-line); color: var(--tr-text-2); }
  .off > svg { flex: none; margin-top: 3px; }
  .sub { display: block; color: var(--tr-text-3); font: var(--tr-text-meta); }
  td.who { min-width: 220px; }
  .last { min-width: 132px; }
  .wrap { white-space: normal; max-width: 240px; }
  .zone { white-space: nowrap; }
  .warn { display: inline-flex; align-items: center; gap: 6px; color: var(--tr-text); }
  .warn > svg { color: var(--tr-warn); flex: none; }
  @media (max-width: 639px) {
    .bar { padding: 0 16px 10px; }
    .segments button { min-height: 44px; }
    .off { padding: 10px 16px; }
    .wrap { max-width: none; }
    td.who, .last { min-width: 0; }
  }
`; // prettier-ignore
