/** Layout of the dialog of a login: two columns of editors, one on a phone. */
import { css } from 'lit';

export const userDialogStyles = css`
  .form {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 12px 16px;
    align-items: start;
    color: var(--tr-text);
    padding-top: 4px;
  }
  .form > div {
    min-width: 0;
  }
  .form > div > * {
    width: 100%;
  }
  .wide {
    grid-column: 1 / -1;
  }
  fieldset {
    border: 0;
    margin: 0 0 8px;
    padding: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 24px;
    color: var(--tr-text);
  }
  fieldset label {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-height: 32px;
  }
  fieldset input {
    accent-color: var(--tr-accent);
    margin: 0;
  }
  .bad {
    display: flex;
    gap: 8px;
    margin: 12px 0 0;
    color: var(--tr-bad);
  }
  @media (max-width: 639px) {
    .form {
      grid-template-columns: minmax(0, 1fr);
    }
    fieldset label {
      min-height: 44px;
    }
  }
`;
