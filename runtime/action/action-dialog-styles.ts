/** Layout of the dialog of an action: a part for each record that is made. */
import { css } from 'lit';

export const actionDialogStyles = css`
  p {
    margin: 0 0 12px;
  }
  .step {
    border-top: 1px solid var(--tr-line);
    padding: 14px 0 18px;
    color: var(--tr-text);
  }
  .step:last-of-type {
    padding-bottom: 4px;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    min-height: 28px;
  }
  .top h3 {
    display: flex;
    align-items: center;
    gap: 8px;
    margin: 0;
    font: var(--tr-text-section);
  }
  .top h3 label {
    display: flex;
    align-items: center;
    gap: 8px;
    cursor: pointer;
  }
  .top input {
    accent-color: var(--tr-accent);
    margin: 0;
    flex: none;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    border: 0;
    margin: 0 0 0 auto;
    padding: 0;
  }
  .ways label {
    display: flex;
    align-items: center;
    gap: 6px;
    cursor: pointer;
  }
  .in {
    margin-top: 8px;
  }
  .used {
    margin-top: 6px;
    color: var(--tr-text-2);
  }
  .used b {
    font-weight: 500;
    color: var(--tr-text);
  }
  .box {
    margin-bottom: 12px;
    color: var(--tr-text);
  }
  .box ul {
    margin: 4px 0 0;
    padding-left: 18px;
  }
  .existing {
    max-width: 420px;
  }
  @media (max-width: 639px) {
    .ways {
      margin-left: 0;
      width: 100%;
    }
    .top label {
      min-height: 44px;
    }
  }
`;
