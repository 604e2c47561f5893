/** Look of the sheet: hairlines, sunken heads and subtotals, a strong edge where something is frozen. Long, as one element has it. */
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
    /* Rows are drawn anew as they are scrolled to: a browser that held on to one of them would scroll on and on. */
    overflow-anchor: none;
    outline: none;
    background: var(--tr-surface);
    font-size: var(--size, 12.5px);
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
    position: relative;
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
  .cell.marked {
    background-color: var(--tr-selected);
  }
  .error {
    color: var(--tr-bad);
  }
  /* What can be typed into has a ground and a line of its own; what is changed a corner, what is wrong a frame. */
  .open {
    background-color: var(--tr-selected);
    box-shadow: inset 0 -1px 0 var(--tr-accent-line);
    cursor: cell;
    user-select: none;
  }
  .changed {
    font-weight: 600;
  }
  .changed::before {
    content: '';
    position: absolute;
    inset: 0 auto auto 0;
    border: 4px solid transparent;
    border-block-start-color: var(--tr-accent);
    border-inline-start-color: var(--tr-accent);
  }
  .wrong {
    box-shadow: inset 0 0 0 2px var(--tr-bad);
  }
  /* Over the heads that stay in sight. */
  tr-cell-editor {
    z-index: 12;
  }
  .note {
    position: absolute;
    z-index: 12;
    max-width: 280px;
    padding: 6px 10px;
    border-radius: var(--tr-radius-s);
    background: var(--tr-raised);
    color: var(--tr-bad);
    box-shadow:
      0 0 0 1px var(--tr-bad),
      var(--tr-shadow-2);
    font: var(--tr-text-meta);
    pointer-events: none;
  }
  /* The lower part of a head that reaches below the frozen edge. */
  .cut {
    border-top: 0;
  }
  .chosen {
    background-image: linear-gradient(var(--tr-chosen-veil), var(--tr-chosen-veil));
  }
  .found {
    background-image: linear-gradient(var(--tr-mark), var(--tr-mark));
  }
  .scroll {
    --tr-chosen-veil: color-mix(in srgb, var(--tr-accent) 14%, transparent);
  }
  .chart,
  .report {
    padding: 0;
    align-items: stretch;
  }
  .cell > .chart {
    flex: 1;
    min-width: 0;
  }
  .cell.report > .inner {
    flex: 1;
    min-width: 0;
  }
  .image img {
    max-width: 100%;
    max-height: 100%;
    object-fit: contain;
  }
  .refused {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    flex: 1;
    padding: 8px;
    white-space: normal;
    text-align: center;
    color: var(--tr-text-3);
  }
  .count {
    font: var(--tr-text-meta);
    color: var(--tr-text-3);
  }
  .fold,
  .why,
  .headmenu {
    flex: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    width: 20px;
    height: 20px;
    border: 0;
    padding: 0;
    margin: 0;
    background: none;
    border-radius: var(--tr-radius-s);
    color: var(--tr-text-2);
    cursor: pointer;
  }
  .fold {
    margin-inline: -4px 4px;
    position: sticky;
    top: calc(var(--head) + 3px);
  }
  .why {
    margin-inline: -6px 2px;
  }
  .fold:hover,
  .why:hover,
  .headmenu:hover {
    background: var(--tr-hover);
    color: var(--tr-text);
  }
  /* The menu of a head comes where the pointer or the focus is; without hover it is always there. */
  .headmenu {
    position: absolute;
    inset-inline-end: 4px;
    background: var(--tr-sunken);
    opacity: 0;
  }
  .cell:hover > .headmenu,
  .active > .headmenu {
    opacity: 1;
  }
  .order {
    flex: none;
    display: inline-flex;
    color: var(--tr-accent-text);
    margin-inline-start: 2px;
  }
  .header:has(.order) {
    color: var(--tr-text);
  }
  .grip {
    position: absolute;
    inset: 0 -1px 0 auto;
    width: 7px;
    cursor: col-resize;
    touch-action: none;
  }
  .grip:hover {
    background: var(--tr-accent);
    opacity: 0.5;
  }
  .header:has(.headmenu) {
    cursor: pointer;
    user-select: none;
  }
  @media (hover: none) {
    .headmenu {
      opacity: 1;
      position: static;
      background: none;
      margin-inline-end: -4px;
    }
    .grip {
      display: none;
    }
    .fold,
    .headmenu {
      width: 24px;
      height: 24px;
    }
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
  .wrong.active {
    outline-color: var(--tr-bad);
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
  .wait > .text {
    position: sticky;
    flex: none;
    color: var(--tr-text-3);
  }
  .wait .bar {
    display: inline-block;
    height: 8px;
    width: 160px;
    border-radius: 4px;
    background: var(--tr-sunken);
    color: transparent;
    overflow: hidden;
    vertical-align: middle;
  }
  .again {
    margin-inline-start: 12px;
    border: 0;
    background: none;
    padding: 0;
    font: inherit;
    color: var(--tr-accent-text);
    text-decoration: underline;
    cursor: pointer;
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
  .leftout {
    margin: 0 0 8px;
    font-size: 12px;
  }
  .paper {
    width: 100%;
    border-collapse: separate;
    border-spacing: 0;
    table-layout: fixed;
    font-size: 12px;
    color: var(--tr-text);
  }
  /* Tables within tables: each cell has its line below and at its end, the first ones also those before. */
  .paper .cell {
    display: table-cell;
    border: solid var(--tr-line);
    border-width: 0 1px 1px 0;
    padding: 2px 6px;
    vertical-align: top;
    white-space: normal;
    overflow-wrap: anywhere;
    background: none;
    box-shadow: none;
    print-color-adjust: exact;
  }
  .paper tr > .cell:first-child {
    border-left-width: 1px;
  }
  .across > .paper:not(:has(> thead)) {
    border-top: 1px solid var(--tr-line);
  }
  .across > .paper > thead > tr:first-child > .cell,
  .paper thead > tr.header > .cell {
    border-top-width: 1px;
  }
  .paper thead > tr.header + tr.header > .cell {
    border-top-width: 0;
  }
  .paper .within > td {
    padding: 0;
    border: 0;
  }
  .paper .words td {
    padding: 0;
    border: 0;
    height: 0;
  }
  .paper .words div {
    position: relative;
    top: 2px;
    height: 0;
    padding: 0 6px;
    overflow: visible;
    overflow-wrap: anywhere;
  }
  .paper .said {
    visibility: hidden;
  }
  .paper .header {
    background: var(--tr-sunken);
    white-space: normal;
  }
  .paper .subtotal,
  .paper .total {
    background: var(--tr-sunken);
  }
  .paper .total {
    border-top: 2px solid var(--tr-line-strong);
  }
  .paper .num {
    white-space: nowrap;
  }
  .paper .title .cell {
    border: 0;
    font: var(--tr-text-section);
  }
  .paper .goeson {
    border-bottom-color: transparent;
  }
  .paper thead {
    display: table-header-group;
  }
  .paper tfoot {
    display: table-footer-group;
  }
  .paper tr {
    break-inside: avoid;
  }
  .paper .within:not(.kept) {
    break-inside: auto;
  }
  .paper img {
    max-width: 100%;
  }
`;
