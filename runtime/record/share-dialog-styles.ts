/** Layout of the share dialog: two columns of editors, the list below. */
import { css } from 'lit';

export const shareDialogStyles = css`
  .form {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 12px 16px;
    align-items: start;
    color: var(--tr-text);
  }
  .go {
    grid-column: 1 / -1;
    display: flex;
    justify-content: flex-end;
  }
  h3 {
    font: var(--tr-text-section);
    color: var(--tr-text);
    margin: 16px 0 4px;
  }
  .bad {
    color: var(--tr-bad);
    margin-top: 8px;
  }
  .shares li {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 48px;
    border-top: 1px solid var(--tr-line);
    color: var(--tr-text);
  }
  .shares li:first-child {
    border-top: 0;
  }
  .who {
    flex: 1;
    min-width: 0;
  }
  .badge {
    width: 24px;
    height: 24px;
    border-radius: var(--tr-radius-m);
    background: var(--tr-fill);
    color: var(--tr-text-2);
    display: inline-flex;
    align-items: center;
    justify-content: center;
    flex: none;
  }
  @media (max-width: 639px) {
    .form {
      grid-template-columns: minmax(0, 1fr);
    }
    .go vaadin-button {
      width: 100%;
    }
  }
`;
