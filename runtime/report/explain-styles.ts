/** Look of the explanation beside a cell. */
import { css } from 'lit';

export const explainStyles = css`
  [popover] {
    border: 0;
    padding: 0;
    margin: 0;
    inset: auto;
    width: 356px;
    max-width: calc(100vw - 16px);
    background: var(--tr-raised);
    color: var(--tr-text);
    border-radius: var(--tr-radius-l);
    box-shadow: var(--tr-shadow-2);
    font: var(--tr-text-body);
    overflow: auto;
  }
  .top {
    align-items: flex-start;
    padding: 12px 12px 4px 16px;
  }
  .main {
    padding: 0 16px 12px;
  }
  .value {
    font: var(--tr-text-display);
    letter-spacing: -0.02em;
    overflow-wrap: anywhere;
  }
  .unit {
    font: var(--tr-text-meta);
    letter-spacing: 0;
    color: var(--tr-text-3);
  }
  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 6px 12px;
    margin-top: 10px;
  }
  dt {
    color: var(--tr-text-3);
    max-width: 104px;
  }
  code {
    font-family: var(--tr-font-mono);
    font-size: 12px;
    background: var(--tr-sunken);
    padding: 2px 6px;
    border-radius: var(--tr-radius-s);
    overflow-wrap: anywhere;
  }
  .rows {
    border-top: 1px solid var(--tr-line);
    padding: 10px 0 0;
  }
  .rows h3 {
    font: var(--tr-text-label);
    color: var(--tr-text-2);
    padding: 0 16px 6px;
  }
  .frame {
    overflow-x: auto;
    border-top: 1px solid var(--tr-line);
  }
  table {
    border-collapse: separate;
    border-spacing: 0;
    min-width: 100%;
    font-size: 12px;
  }
  th,
  td {
    height: 26px;
    padding: 0 8px;
    border-bottom: 1px solid var(--tr-line);
    white-space: nowrap;
    text-align: left;
    max-width: 200px;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  th {
    background: var(--tr-sunken);
    color: var(--tr-text-2);
    font-weight: 500;
  }
  :is(th, td).num {
    text-align: right;
  }
  :is(th, td):first-child {
    padding-inline-start: 16px;
  }
  .links {
    border-top: 1px solid var(--tr-line);
    padding: 4px;
  }
  .frame + .links {
    border-top: 0;
  }
  .links :is(a, button) {
    width: 100%;
    border: 0;
    background: none;
    font: inherit;
    text-align: start;
    cursor: pointer;
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 32px;
    padding: 0 12px;
    border-radius: var(--tr-radius-s);
    color: var(--tr-text);
  }
  .links :is(a, button):hover {
    background: var(--tr-hover);
    text-decoration: none;
  }
  .links svg {
    color: var(--tr-text-2);
  }
  .reads {
    border-top: 1px solid var(--tr-line);
    padding-top: 8px;
  }
  .reads h3 {
    font: var(--tr-text-label);
    color: var(--tr-text-2);
    padding: 0 16px 4px;
  }
  .reads .frame {
    border-top: 0;
    max-height: 172px;
    overflow: auto;
    padding-bottom: 4px;
  }
  .reads a {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr) auto;
    align-items: center;
    gap: 8px;
    min-height: 28px;
    padding: 0 16px;
    color: inherit;
  }
  .reads a:hover {
    background: var(--tr-hover);
    text-decoration: none;
  }
  .reads a .clip {
    color: var(--tr-text-2);
  }
  .box.bad {
    margin: 0 16px 12px;
  }
  .wait {
    height: 96px;
    margin: 8px 16px 16px;
    border-radius: var(--tr-radius-m);
    background: var(--tr-fill);
  }
  .down {
    border-top: 1px solid var(--tr-line);
    padding: 8px 16px 10px;
  }
  .down h3 {
    font: var(--tr-text-label);
    color: var(--tr-text-2);
    padding-bottom: 4px;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
  }
  .ways button,
  .way button {
    border: 0;
    background: none;
    padding: 0;
    min-height: 24px;
    font: inherit;
    color: var(--tr-accent-text);
    cursor: pointer;
  }
  .ways button:hover,
  .way button:hover {
    text-decoration: underline;
  }
  .way {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 2px 6px;
    padding: 0 16px 6px 10px;
    border-top: 1px solid var(--tr-line);
    padding-top: 6px;
    font: var(--tr-text-meta);
  }
  .way .ib {
    color: var(--tr-text-2);
  }
  .parts {
    max-height: 260px;
    overflow: auto;
    border-top: 1px solid var(--tr-line);
  }
  .parts button {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 2px 12px;
    width: 100%;
    border: 0;
    border-bottom: 1px solid var(--tr-line);
    background: none;
    padding: 5px 16px 6px;
    font: inherit;
    color: inherit;
    text-align: start;
    cursor: pointer;
  }
  .parts button:hover {
    background: var(--tr-hover);
  }
  .parts .bar {
    grid-column: 1 / -1;
    height: 3px;
    border-radius: 2px;
    background: var(--tr-chart-1);
    justify-self: start;
  }
  @media (max-width: 639px) {
    [popover] {
      inset: auto 0 0 0 !important;
      width: 100%;
      max-width: 100%;
      max-height: 70vh;
      border-radius: var(--tr-radius-l) var(--tr-radius-l) 0 0;
    }
    [popover]::backdrop {
      background: var(--tr-backdrop);
    }
    .links :is(a, button) {
      min-height: 44px;
    }
  }
`;
