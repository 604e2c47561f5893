/** Layout of a sub-table. */
import { css } from 'lit';

export const subTableStyles = css`
  :host {
    display: block;
  }
  .sech {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-bottom: 10px;
    min-height: 28px;
  }
  .n {
    font-weight: 400;
  }
  .rq {
    color: var(--tr-bad);
  }
  .box {
    margin-bottom: 8px;
  }
  .frame {
    border: 1px solid var(--tr-line-strong);
    border-radius: 8px;
    background: var(--tr-surface);
    overflow: hidden;
  }
  .scroll {
    --shade: light-dark(rgb(0 0 0 / 0.12), rgb(0 0 0 / 0.6));
    overflow-x: auto;
    /* A shade at an edge behind which there is more: the cover moves with the rows, the shade stays. */
    background:
      linear-gradient(to right, var(--tr-surface) 24px, transparent) left / 48px 100% no-repeat local,
      linear-gradient(to left, var(--tr-surface) 24px, transparent) right / 48px 100% no-repeat local,
      linear-gradient(to right, var(--shade), transparent) left / 12px 100% no-repeat scroll,
      linear-gradient(to left, var(--shade), transparent) right / 12px 100% no-repeat scroll;
  }
  table {
    table-layout: fixed;
    min-width: 560px;
    outline: none;
  }
  th {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  td {
    height: 32px;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  td.can {
    cursor: text;
  }
  td:focus-visible {
    outline: 2px solid var(--tr-focus);
    outline-offset: -2px;
    border-radius: var(--tr-radius-s);
  }
  td.wrong {
    box-shadow: inset 0 0 0 1px var(--tr-bad);
    background: var(--tr-bad-soft);
  }
  td.editing {
    padding: 0;
    overflow: visible;
    outline: 2px solid var(--tr-focus);
    outline-offset: -2px;
    border-radius: var(--tr-radius-s);
    background: var(--tr-surface);
  }
  td.editing > * {
    display: block;
    width: 100%;
    --vaadin-input-field-border-width: 0px;
    --vaadin-input-field-padding: 5px 12px;
    --vaadin-input-field-background: transparent;
    --vaadin-focus-ring-width: 0px;
  }
  td.act {
    padding: 0 8px 0 0;
    text-align: right;
    overflow: visible;
  }
  td.act .ib {
    opacity: 0;
  }
  tr:hover .act .ib,
  .act .ib:focus {
    opacity: 1;
  }
  .adder {
    border: 0;
    background: none;
    color: var(--tr-text-3);
    padding: 4px 0;
    cursor: pointer;
    text-align: left;
    width: 100%;
    border-radius: var(--tr-radius-s);
  }
  .totals {
    background: var(--tr-sunken);
    border-top: 1px solid var(--tr-line-strong);
    padding: 8px 52px 8px 12px;
    display: grid;
    grid-template-columns: 1fr 120px;
    row-gap: 2px;
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .totals dt {
    color: var(--tr-text-2);
  }
  .totals dt.bold {
    color: var(--tr-text);
  }
  @media (pointer: coarse) {
    td {
      height: 44px;
    }
    td.act .ib {
      opacity: 1;
    }
  }
  .place {
    white-space: nowrap;
  }
  .grip {
    cursor: grab;
    touch-action: none;
    margin-inline: -6px 2px;
    vertical-align: middle;
    color: var(--tr-text-3);
  }
  .grip:active {
    cursor: grabbing;
  }
  tr.dragged td {
    background: var(--tr-hover);
    opacity: 0.6;
  }
  tr.above td {
    box-shadow: inset 0 2px var(--tr-accent);
  }
  tr.below td {
    box-shadow: inset 0 -2px var(--tr-accent);
  }
`;
