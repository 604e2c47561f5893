/** Layout of the table of a list. */
import { css } from 'lit';

export const listGridStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-height: 0;
    position: relative;
  }
  vaadin-grid {
    flex: 1;
    height: auto;
    min-height: 0;
    font: var(--tr-text-body);
    --vaadin-grid-cell-padding: 0 12px;
  }
  vaadin-grid::part(header-cell) {
    height: 34px;
    min-height: 34px;
    border-bottom-color: var(--tr-line-strong);
    background: var(--tr-surface);
  }
  vaadin-grid::part(body-cell) {
    height: var(--tr-row);
    min-height: var(--tr-row);
  }
  vaadin-grid::part(changed) {
    background: var(--tr-mark);
    transition: background var(--tr-slow);
  }
  vaadin-grid::part(looked) {
    background: var(--tr-selected);
  }
  vaadin-grid::part(grouphead) {
    background: var(--tr-sunken);
  }
  .grouphead {
    display: flex;
    align-items: center;
    gap: 6px;
    width: 100%;
    border: 0;
    padding: 0;
    background: none;
    color: var(--tr-text);
    font: var(--tr-text-body);
    font-weight: 600;
    text-align: left;
    cursor: pointer;
  }
  .grouphead .t3 {
    font-weight: 400;
    flex: none;
  }
  .grouphead svg {
    flex: none;
  }
  vaadin-grid::part(tall) {
    height: auto;
  }
  vaadin-grid::part(range) {
    background: var(--tr-selected);
    box-shadow: inset 0 0 0 1px var(--tr-accent-line);
  }
  vaadin-grid::part(failed) {
    background: var(--tr-bad-soft);
    box-shadow: inset 0 0 0 1px var(--tr-bad);
  }
  vaadin-grid::part(loading-row-cell) {
    background: linear-gradient(var(--tr-fill), var(--tr-fill)) 12px center / min(120px, 60%) 8px no-repeat;
  }
  tr-skeleton {
    position: absolute;
    inset: 35px 0 0;
    background: var(--tr-surface);
    z-index: 2;
    overflow: hidden;
  }
  .name {
    color: var(--tr-text);
    font-weight: 500;
  }
  .cell {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    line-height: 22px;
  }
  .note {
    display: flex;
    gap: 4px;
    align-items: flex-start;
    padding-bottom: 6px;
    color: var(--tr-bad);
    font: var(--tr-text-meta);
    white-space: normal;
  }
  .note svg {
    flex: none;
    margin-top: 1px;
  }
  .cell.t2 a {
    color: inherit;
  }
  .cell.t2 a:hover {
    color: var(--tr-accent-text);
  }
  .cell.end {
    text-align: right;
  }
  .cell.check {
    display: flex;
    align-items: center;
    height: 20px;
    padding-left: 12px;
    overflow: visible;
  }
  .head {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    border: 0;
    background: none;
    padding: 2px 4px;
    margin: 0 -4px;
    font: var(--tr-text-label);
    color: var(--tr-text-2);
    border-radius: var(--tr-radius-s);
    cursor: pointer;
    max-width: calc(100% + 8px);
    white-space: nowrap;
  }
  .head:hover {
    color: var(--tr-text);
  }
  .head.on {
    color: var(--tr-text);
  }
  .head svg {
    display: none;
  }
  .head.on svg {
    display: block;
  }
  .headend {
    display: flex;
    justify-content: flex-end;
  }
  span.head {
    cursor: default;
  }
  .acts {
    opacity: 0;
    display: flex;
    justify-content: flex-end;
    transition: opacity var(--tr-fast);
  }
  .acts.on,
  .acts:focus-within {
    opacity: 1;
  }
  @media (pointer: coarse) {
    .acts {
      opacity: 1;
    }
  }
`;
