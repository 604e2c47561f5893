/** Layout of the filter builder. */
import { css } from 'lit';

export const filterBuilderStyles = css`
  .root {
    padding-top: 4px;
  }
  .group {
    display: grid;
    gap: 8px;
  }
  .group .group {
    padding: 8px 0 8px 12px;
    border-inline-start: 2px solid var(--tr-line-strong);
  }
  .parts {
    display: grid;
    gap: 8px;
  }
  .parts:empty {
    display: none;
  }
  .relation {
    display: grid;
    gap: 8px;
    padding: 8px 12px;
    border: 1px solid var(--tr-line);
    border-radius: var(--tr-radius-m);
  }
  .line {
    display: flex;
    gap: 8px;
    align-items: flex-start;
    flex-wrap: wrap;
  }
  .line > .remove,
  .line > span {
    margin-top: 4px;
  }
  .line > .remove {
    margin-inline-start: auto;
  }
  .leaf > select {
    width: 176px;
  }
  .values {
    flex: 1;
    min-width: 168px;
    display: flex;
    gap: 8px;
    flex-wrap: wrap;
  }
  .values > * {
    flex: 1;
    min-width: 120px;
  }
  .value > * {
    width: 100%;
  }
  .checks {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
  }
  .checks label {
    display: inline-flex;
    width: auto;
    align-items: center;
    gap: 6px;
    min-height: 32px;
    cursor: pointer;
  }
  .checks .cb {
    width: 16px;
  }
  .fixed,
  .grow {
    flex: 1;
    min-width: 0;
  }
  select,
  input.plain {
    height: 32px;
    padding: 0 8px;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    color: var(--tr-text);
    font: var(--tr-text-body);
    max-width: 100%;
  }
  .figure {
    width: 96px;
  }
  .adders {
    display: flex;
    gap: 6px;
    flex-wrap: wrap;
  }
  .words {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    margin-top: 16px;
    padding-top: 12px;
    border-top: 1px solid var(--tr-line);
    color: var(--tr-text);
    overflow-wrap: anywhere;
  }
  .bad {
    color: var(--tr-bad);
  }
  @media (max-width: 639px) {
    .leaf > select,
    .values {
      width: 100%;
      flex-basis: 100%;
    }
    select,
    input.plain {
      height: 44px;
      font-size: 16px;
    }
  }
`;
