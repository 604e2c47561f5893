/** Layout that the sign-in and the password form share. */
import { css } from 'lit';

export const formStyles = css`
  h1 {
    font: var(--tr-text-display);
    letter-spacing: -0.02em;
  }
  .lead {
    margin: 4px 0 24px;
    font: var(--tr-text-read);
    color: var(--tr-text-2);
  }
  .box {
    margin-bottom: 16px;
  }
  .box:focus {
    outline: none;
  }
  label,
  .lab {
    display: block;
    font: var(--tr-text-label);
    color: var(--tr-text-2);
    margin-bottom: 4px;
  }
  .field {
    margin-bottom: 14px;
    position: relative;
  }
  .help {
    font: var(--tr-text-meta);
    color: var(--tr-text-3);
    margin-top: 4px;
  }
  input {
    width: 100%;
    height: 40px;
    padding: 0 10px;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    color: var(--tr-text);
    font: 400 14px/20px var(--tr-font);
  }
  input:focus {
    outline: none;
    border-color: var(--tr-focus);
    box-shadow: 0 0 0 1px var(--tr-focus);
  }
  input[aria-invalid='true'] {
    border-color: var(--tr-bad);
  }
  .secret input {
    padding-right: 44px;
  }
  .secret .ib {
    position: absolute;
    right: 4px;
    bottom: 4px;
  }
  /* Under the label, not above the help. */
  .secret.helped .ib {
    top: 24px;
    bottom: auto;
  }
  .submit {
    width: 100%;
    --vaadin-button-height: 40px;
    --vaadin-button-font-size: 14px;
    margin-top: 4px;
  }
  @media (pointer: coarse) {
    input {
      height: 44px;
      font-size: 16px;
    }
    .submit {
      --vaadin-button-height: 44px;
    }
    .secret .ib {
      bottom: 2px;
    }
    .secret.helped .ib {
      top: 22px;
    }
  }
`;
