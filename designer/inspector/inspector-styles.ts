/** Styles of the inspector: sections under thin lines, one row per property, labels in one column. */
import { css } from 'lit';

export const inspectorStyles = css`
  :host {
    display: block;
  }
  header {
    padding: 12px;
    border-bottom: 1px solid var(--tr-line);
  }
  header h2 {
    font: var(--tr-text-section);
    display: flex;
    gap: 6px;
    align-items: baseline;
    min-width: 0;
  }
  header h2 .kind {
    font: var(--tr-text-meta);
    color: var(--tr-text-3);
    flex: none;
  }
  .trail {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 4px;
    margin-bottom: 4px;
    font: var(--tr-text-meta);
    color: var(--tr-text-3);
    align-items: center;
  }
  .trail button {
    border: 0;
    background: none;
    padding: 2px 0;
    font: inherit;
    color: var(--tr-accent-text);
    cursor: pointer;
    max-width: 160px;
  }
  section {
    padding: 12px;
    border-bottom: 1px solid var(--tr-line);
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
  }
  section > h3 {
    font: var(--tr-text-section);
    font-size: 13px;
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 24px;
  }
  section > h3 .sp {
    flex: 1;
  }
  .row {
    display: grid;
    grid-template-columns: 96px minmax(0, 1fr);
    gap: 2px 8px;
    align-items: center;
  }
  .row.wide {
    grid-template-columns: minmax(0, 1fr);
  }
  .row > .name {
    font: var(--tr-text-label);
    font-weight: 400;
    color: var(--tr-text-2);
    overflow-wrap: anywhere;
  }
  .row > .name .req {
    color: var(--tr-bad);
  }
  .row > .finding {
    grid-column: -2 / -1;
    font: var(--tr-text-meta);
    color: var(--tr-bad);
    overflow-wrap: anywhere;
  }
  .finding.warning {
    color: var(--tr-warn);
  }
  .pair {
    display: flex;
    align-items: center;
    gap: 4px;
    min-width: 0;
  }
  .pair > :first-child {
    flex: 1;
    min-width: 0;
  }
  .mono {
    font-family: var(--tr-font-mono);
    font-size: 12px;
  }
  .checks {
    display: grid;
    gap: 4px;
  }
  .check {
    display: flex;
    gap: 8px;
    align-items: center;
    min-height: 24px;
    cursor: pointer;
  }
  .check input {
    accent-color: var(--tr-accent);
    width: 16px;
    height: 16px;
    margin: 0;
    flex: none;
  }
  details > summary {
    font: var(--tr-text-meta);
    color: var(--tr-accent-text);
    cursor: pointer;
    padding: 4px 0;
    border-radius: var(--tr-radius-s);
  }
  details > .inner {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    padding-top: 4px;
  }
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
  }
  li {
    display: flex;
    align-items: center;
    border: 1px solid var(--tr-line);
    border-radius: var(--tr-radius-m);
    min-height: 32px;
  }
  li.bad {
    border-color: var(--tr-bad);
  }
  li > button.go {
    flex: 1;
    min-width: 0;
    min-height: 30px;
    display: flex;
    gap: 8px;
    align-items: center;
    padding: 0 8px;
    border: 0;
    background: none;
    font: inherit;
    color: inherit;
    text-align: start;
    cursor: pointer;
    border-radius: var(--tr-radius-m);
  }
  li > button.go:hover {
    background: var(--tr-hover);
  }
  li .more {
    font: var(--tr-text-meta);
    color: var(--tr-text-3);
    min-width: 0;
  }
  .empty {
    color: var(--tr-text-3);
    font: var(--tr-text-meta);
  }
`;

/** Inputs of one look for all controls. */
export const inputStyles = css`
  :is(input:not([type='checkbox']), select, textarea).in {
    width: 100%;
    min-width: 0;
    min-height: var(--tr-control-s, 28px);
    padding: 3px 8px;
    font: inherit;
    color: inherit;
    background: var(--tr-surface);
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    box-sizing: border-box;
  }
  textarea.in {
    resize: vertical;
    line-height: 20px;
  }
  .in.mono {
    font: 400 12px/18px var(--tr-font-mono);
  }
  .in[aria-invalid='true'] {
    border-color: var(--tr-bad);
  }
  vaadin-combo-box,
  vaadin-multi-select-combo-box {
    width: 100%;
    min-width: 0;
  }
`;
