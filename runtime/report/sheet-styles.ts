/** Look of the sheet: hairlines, sunken heads and subtotals, a strong edge where something is frozen. */
import { css } from 'lit';

export const sheetStyles = css`
  :host {
    display: block;
    position: relative;
    min-height: 0;
    min-width: 0;
  }
  .scroll {
    position: absolute;
    inset: 0;
    overflow: auto;
    outline: none;
    background: var(--tr-surface);
    font-size: 12.5px;
  }
  .canvas {
    position: relative;
  }
  .row {
    display: grid;
    grid-template-columns: var(--columns);
    /* A cell of several rows reaches out of its own, it does not stretch it. */
    grid-template-rows: 100%;
    gap: 0;
    align-items: start;
  }
  /* A head of two rows stands over the row below it: the first row lies highest. */
  .row.head {
    position: sticky;
    background: var(--tr-surface);
  }
  :host([down]) .lasthead {
    box-shadow: 0 2px 4px rgb(0 0 0 / 0.08);
  }
  .number {
    grid-column: 1;
    grid-row: 1;
    position: sticky;
    left: 0;
    z-index: 3;
    height: 100%;
    display: flex;
    align-items: center;
    justify-content: center;
    font: var(--tr-text-micro);
    font-weight: 400;
    color: var(--tr-text-3);
    background: var(--tr-sunken);
    border-inline-end: 1px solid var(--tr-line);
    border-bottom: 1px solid var(--tr-line);
  }
  .cell {
    grid-row: 1;
    display: flex;
    align-items: center;
    min-width: 0;
    padding: 0 8px;
    border-inline-end: 1px solid var(--tr-line);
    border-bottom: 1px solid var(--tr-line);
    background: var(--tr-surface);
    overflow: clip;
    white-space: nowrap;
    cursor: default;
  }
  .text {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    line-height: 20px;
    text-align: inherit;
  }
  .num {
    text-align: right;
  }
  .frozen {
    position: sticky;
    z-index: 2;
  }
  .lastfrozen {
    border-inline-end-color: var(--tr-line-strong);
  }
  :host([along]) .lastfrozen {
    box-shadow: 2px 0 4px rgb(0 0 0 / 0.08);
    clip-path: inset(0 -6px 0 0);
  }
  .tall {
    align-items: flex-start;
    padding-top: 3px;
  }
  .tall .text {
    position: sticky;
    top: calc(var(--head) + 3px);
  }
  .tall:not(.header) .text {
    font-weight: 500;
  }
  .header.tall {
    align-items: center;
    padding-top: 0;
  }
  .cell:not(.frozen) > .text[style] {
    position: sticky;
    flex: 0 1 auto;
  }
  .row.head .tall .text {
    top: auto;
  }
  .header {
    background: var(--tr-sunken);
    color: var(--tr-text-2);
    font-weight: 500;
  }
  .headend,
  .lasthead > .number {
    border-bottom-color: var(--tr-line-strong);
  }
  .subtotal {
    background: var(--tr-sunken);
    font-weight: 600;
  }
  .total {
    background: var(--tr-fill);
    font-weight: 600;
    box-shadow: inset 0 2px 0 var(--tr-line-strong);
  }
  .row.title > .cell {
    background: var(--tr-surface);
    font: var(--tr-text-section);
    border-inline-end-color: transparent;
  }
  .error {
    color: var(--tr-bad);
  }
  .noAccess {
    color: var(--tr-text-3);
    font-weight: 400;
    font-style: italic;
  }
  .blank {
    background: var(--tr-surface);
  }
  .active {
    outline: 2px solid var(--tr-accent);
    outline-offset: -2px;
  }
  .scroll:focus-visible {
    outline: none;
  }
  a {
    color: inherit;
    text-decoration: underline;
    text-decoration-color: var(--tr-line-control);
    text-underline-offset: 3px;
  }
  a:hover {
    color: var(--tr-accent-text);
    text-decoration-color: currentColor;
  }
  .cell:hover:not(.header) {
    background-image: linear-gradient(
      var(--tr-hover-veil, rgb(128 128 128 / 0.07)),
      var(--tr-hover-veil, rgb(128 128 128 / 0.07))
    );
  }
  /* There is more to the side: said by a shade at the edge, for a frame that scrolls inside a page shows no bar on a phone. */
  .edge {
    position: absolute;
    inset: 0 0 0 auto;
    width: 16px;
    pointer-events: none;
    background: linear-gradient(to right, transparent, rgb(0 0 0 / 0.1));
    opacity: 0;
    transition: opacity var(--tr-normal) var(--tr-ease);
  }
  :host([more]) .edge {
    opacity: 1;
  }
  @media (max-width: 639px) {
    .cell,
    .number {
      cursor: pointer;
    }
  }
  @media (forced-colors: active) {
    .total {
      border-top: 2px solid;
    }
  }
  @media print {
    .scroll {
      position: static;
      overflow: visible;
    }
    .row.head {
      position: static;
    }
    .frozen,
    .number,
    .tall .text {
      position: static;
    }
    .row {
      break-inside: avoid;
    }
    .number,
    .edge {
      display: none;
    }
    .cell {
      print-color-adjust: exact;
    }
    .tall {
      border-bottom-color: transparent;
    }
  }
`;
