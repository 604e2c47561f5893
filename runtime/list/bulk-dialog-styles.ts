/** Layout of the dialog that changes many records. */
import { css } from 'lit';

export const bulkDialogStyles = css`
  p {
    margin: 0 0 8px;
  }
  .changes {
    display: grid;
    gap: 8px;
    padding-top: 4px;
  }
  .change {
    display: grid;
    grid-template-columns: minmax(0, 2fr) minmax(0, 3fr) 24px;
    gap: 8px;
    align-items: center;
  }
  .value > * {
    width: 100%;
  }
  select {
    width: 100%;
    height: 32px;
    padding: 0 8px;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    color: var(--tr-text);
    font: var(--tr-text-body);
  }
  .linkish {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    margin-top: 12px;
  }
  .hint {
    margin: 12px 0 0;
    font: var(--tr-text-meta);
    color: var(--tr-text-2);
  }
  .bad {
    display: flex;
    gap: 8px;
    margin-top: 12px;
    color: var(--tr-bad);
  }
  progress {
    width: 100%;
    height: 6px;
    accent-color: var(--tr-accent);
  }
  .failures {
    margin: 0;
    padding: 0;
    max-height: 280px;
    overflow: auto;
    list-style: none;
    border: 1px solid var(--tr-line);
    border-radius: var(--tr-radius-m);
  }
  .failures li {
    padding: 6px 12px;
    border-bottom: 1px solid var(--tr-line);
  }
  .failures li:last-child {
    border-bottom: 0;
  }
  b {
    font-weight: 500;
    color: var(--tr-text);
  }
  .reason {
    display: block;
    color: var(--tr-bad);
    font: var(--tr-text-meta);
  }
  @media (max-width: 639px) {
    .change {
      grid-template-columns: minmax(0, 1fr) 44px;
    }
    .value {
      grid-row: 2;
      grid-column: 1 / -1;
    }
    select {
      height: 44px;
    }
  }
`;
