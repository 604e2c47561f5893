/** Layout of a dashboard's part. */
import { css } from 'lit';

export const widgetCardStyles = css`
  :host {
    display: block;
    min-width: 0;
    min-height: 0;
    container: card / inline-size;
  }
  .card {
    height: 100%;
    display: flex;
    flex-direction: column;
    overflow: hidden;
  }
  :host([origin]) .card {
    border-color: var(--tr-accent);
    box-shadow: 0 0 0 1px var(--tr-accent);
  }
  header {
    display: flex;
    align-items: flex-start;
    gap: 8px;
    padding: 10px 12px 6px 16px;
    min-height: 40px;
    flex: none;
  }
  /* What stands beside the title goes below it where the two have no room in one line. */
  .top {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    align-items: center;
    align-self: center;
    gap: 2px 12px;
    min-width: 0;
  }
  .top > h2 {
    flex: 1 1 auto;
    min-width: 0;
    max-width: 100%;
  }
  .under {
    padding: 0 16px 4px;
  }
  .crumbs ol {
    display: flex;
    align-items: center;
    gap: 4px;
    margin: 0;
    padding: 0 16px 4px;
    list-style: none;
    min-width: 0;
    font: var(--tr-text-meta);
  }
  .crumbs li {
    display: flex;
    align-items: center;
    gap: 4px;
    min-width: 0;
  }
  .crumbs svg {
    color: var(--tr-text-3);
    flex: none;
  }
  .crumbs .linkish {
    min-height: 24px;
  }
  :host(.tile[phone]) {
    display: flex;
    flex-direction: column;
  }
  :host(.tile[phone]) .card {
    flex: 1 0 auto;
    height: auto;
  }
  /* Names of figures take two lines on a phone rather than lose their end. */
  :host([phone]) .tile h2 {
    white-space: normal;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-height: 1.25;
    margin-bottom: 2px;
  }
  .tile .ib {
    opacity: 0;
    margin: -2px -8px -2px 0;
  }
  .tile:is(:hover, :focus-within) .ib {
    opacity: 1;
  }
  .body {
    flex: 1;
    min-height: 0;
    display: flex;
    flex-direction: column;
    padding: 0 16px 10px;
    transition: opacity var(--tr-fast) var(--tr-ease);
  }
  :host([aria-busy]) .body:not(:has(.bars)) {
    opacity: 0.55;
    transition-delay: 150ms;
  }
  .tile {
    padding: 12px 16px;
  }
  .tile header {
    padding: 0;
    min-height: 20px;
  }
  .tile h2 {
    font: var(--tr-text-body);
    font-weight: 500;
    color: var(--tr-text-2);
  }
  .tile .body {
    padding: 0;
  }
  .marker {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-width: 0;
    flex: 0 12 auto;
  }
  :host([phone]) .card {
    min-height: inherit;
    height: auto;
  }
  :host([phone]) .tile .marker .clip {
    display: none;
  }
  .state {
    margin: auto;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 4px;
    text-align: center;
    color: var(--tr-text-2);
    overflow-wrap: anywhere;
  }
  .state b {
    font-weight: 600;
    color: var(--tr-text);
  }
  .state.failed svg {
    color: var(--tr-bad);
  }
  .state .meta {
    max-width: 320px;
  }
  .tile .state {
    flex-direction: row;
    flex-wrap: wrap;
    margin: auto 0;
    column-gap: 8px;
    text-align: start;
  }
  .tile .state .meta {
    display: none;
  }
  .bars {
    flex: 1;
    display: flex;
    align-items: flex-end;
    gap: 4%;
    padding: 8px 0 20px;
    opacity: 0;
    animation: appear 1ms 150ms forwards;
  }
  .bars i {
    flex: 1;
    border-radius: 2px;
    background: var(--tr-fill);
  }
  .bars.tile {
    flex-direction: column;
    align-items: flex-start;
    gap: 12px;
    padding: 10px 0 0;
  }
  .bars.tile i {
    flex: none;
    width: 96px;
    height: 20px;
    border-radius: var(--tr-radius-s);
  }
  .bars.tile i + i {
    width: 128px;
    height: 10px;
  }
  @keyframes appear {
    to {
      opacity: 1;
    }
  }
  .table {
    flex: 1;
    min-height: 0;
    overflow: auto;
    margin: 0 -16px -10px;
  }
  table {
    border-collapse: separate;
    border-spacing: 0;
    width: 100%;
  }
  th {
    position: sticky;
    top: 0;
    background: var(--tr-surface);
    font: var(--tr-text-label);
    color: var(--tr-text-2);
    text-align: left;
    height: 30px;
    padding: 0 16px;
    border-bottom: 1px solid var(--tr-line-strong);
    white-space: nowrap;
  }
  td {
    height: 30px;
    padding: 0 16px;
    border-bottom: 1px solid var(--tr-line);
    white-space: nowrap;
  }
  th.num,
  td.num {
    text-align: right;
  }
  tr.chosen td {
    background: var(--tr-selected);
  }
  :host([still]) .ib {
    visibility: hidden;
  }
  :host([full]) .card {
    border: 0;
    border-radius: 0;
    box-shadow: none;
  }
  @media (pointer: coarse) {
    .tile .ib {
      opacity: 1;
    }
    .crumbs .linkish {
      min-height: 44px;
    }
  }
  @media (max-width: 639px) {
    header {
      padding: 10px 12px 4px;
    }
    .under {
      padding: 0 12px 4px;
    }
    .body {
      padding: 0 12px 10px;
    }
    .tile {
      padding: 10px 12px;
    }
    .table {
      margin: 0 -12px -10px;
    }
    td .linkish {
      min-height: 44px;
    }
  }
`;
