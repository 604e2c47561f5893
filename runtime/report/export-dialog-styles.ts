/** Layout of the export dialog. */
import { css } from 'lit';

export const exportDialogStyles = css`
  fieldset {
    margin: 0 0 16px;
    padding: 0;
    border: 0;
    display: grid;
    gap: 4px;
  }
  .name {
    display: block;
    padding: 0 0 4px;
    font: var(--tr-text-label);
    color: var(--tr-text-2);
  }
  .choice,
  .check {
    display: flex;
    gap: 10px;
    align-items: flex-start;
    padding: 6px 8px;
    border-radius: var(--tr-radius-m);
    cursor: pointer;
  }
  .choice:hover,
  .check:hover {
    background: var(--tr-hover, var(--tr-sunken));
  }
  .choice:has(:focus-visible),
  .check:has(:focus-visible) {
    outline: var(--tr-focus-width) solid var(--tr-focus);
    outline-offset: -2px;
  }
  .choice input,
  .check input {
    flex: none;
    width: 16px;
    height: 16px;
    margin: 2px 0 0;
    accent-color: var(--tr-accent);
    outline: none;
  }
  b {
    display: block;
    font-weight: 500;
    color: var(--tr-text);
  }
  small {
    display: block;
    font: var(--tr-text-meta);
    color: var(--tr-text-3);
  }
  #title {
    box-sizing: border-box;
    width: 100%;
    height: var(--tr-control);
    margin: 0 0 8px;
    padding: 0 10px;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    color: var(--tr-text);
    font: var(--tr-text-body);
  }
  .pair {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 12px;
    margin-top: 4px;
  }
  select {
    box-sizing: border-box;
    width: 100%;
    height: var(--tr-control);
    padding: 0 8px;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    color: var(--tr-text);
    font: var(--tr-text-body);
  }
  #title::placeholder {
    color: var(--tr-text-3);
  }
  .check span {
    color: var(--tr-text);
  }
  .state {
    display: grid;
    gap: 6px;
    margin-top: 12px;
    font: var(--tr-text-meta);
  }
  progress {
    width: 100%;
    height: 6px;
    accent-color: var(--tr-accent);
  }
  .bad {
    display: flex;
    gap: 8px;
    margin: 12px 0 0;
    color: var(--tr-bad);
    overflow-wrap: anywhere;
  }
  .bad svg {
    flex: none;
  }
  @media (max-width: 639px) {
    .choice,
    .check {
      min-height: var(--tr-touch);
      align-items: center;
    }
    #title,
    select {
      height: var(--tr-touch);
    }
  }
`;
