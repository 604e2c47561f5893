/** Layout of the panel of one condition. */
import { css } from 'lit';

export const filterPanelStyles = css`
  form {
    padding: 16px;
    display: grid;
    gap: 12px;
  }
  label {
    display: block;
    font: var(--tr-text-label);
    color: var(--tr-text-2);
    margin-bottom: 4px;
  }
  select,
  input.plain {
    width: 100%;
    height: 32px;
    padding: 0 8px;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    color: var(--tr-text);
    font: var(--tr-text-body);
  }
  .checks {
    max-height: 220px;
    overflow: auto;
    display: grid;
    gap: 2px;
    padding: 2px;
  }
  .checks label {
    display: flex;
    align-items: center;
    gap: 8px;
    font: var(--tr-text-body);
    color: var(--tr-text);
    margin: 0;
    min-height: 28px;
    padding: 0 4px;
    border-radius: var(--tr-radius-s);
    cursor: pointer;
  }
  .checks label:hover {
    background: var(--tr-hover);
  }
  .foot {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 8px;
  }
  .problem {
    color: var(--tr-bad);
    font: var(--tr-text-meta);
  }
  @media (pointer: coarse) {
    select,
    input.plain {
      height: 44px;
      font-size: 16px;
    }
    .checks label {
      min-height: 44px;
    }
  }
`;
