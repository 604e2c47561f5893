/** Styles of the form canvas: the page as on a desk or phone, frames and handles over it. */
import { css } from 'lit';

export const canvasStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    background: var(--tr-canvas);
  }
  td-form-bar {
    flex: none;
  }
  .scroll {
    flex: 1;
    min-height: 0;
    overflow: auto;
    padding: 20px 24px 48px;
  }
  .frame {
    position: relative;
    max-width: 1200px;
    min-width: 0;
    margin: 0 auto;
    background: var(--tr-surface);
    border: 1px solid var(--tr-line);
    border-radius: var(--tr-radius-l);
  }
  .frame.phone {
    width: 390px;
  }
  .over {
    position: absolute;
    inset: 0;
  }
  .box {
    position: absolute;
    border-radius: 8px;
    cursor: default;
    touch-action: none;
    outline: 1px solid transparent;
    outline-offset: -1px;
    scroll-margin: 44px 8px 16px;
  }
  .box:not(.root) {
    cursor: grab;
  }
  .box:hover {
    outline-color: var(--tr-accent);
  }
  .box.hidden {
    background: color-mix(in srgb, var(--tr-surface) 55%, transparent);
    outline: 1px dashed var(--tr-line-control);
  }
  .box[aria-selected='true'] {
    outline: 2px solid var(--tr-accent);
    outline-offset: -2px;
  }
  .box:focus-visible {
    outline: 2px solid var(--tr-focus);
    outline-offset: 1px;
  }
  .box.carried {
    opacity: 0.5;
    background: var(--tr-selected);
  }
  .bad {
    position: absolute;
    inset-block-start: -4px;
    inset-inline-end: -4px;
    width: 10px;
    height: 10px;
    border-radius: 10px;
    background: var(--tr-bad);
    border: 2px solid var(--tr-surface);
  }
  .name {
    position: absolute;
    z-index: 2;
    max-width: 200px;
    padding: 2px 8px;
    border-radius: var(--tr-radius-s) var(--tr-radius-s) 0 0;
    background: var(--tr-accent);
    color: var(--tr-on-accent, #fff);
    font: var(--tr-text-micro);
    font-weight: 600;
    pointer-events: none;
  }
  .tools {
    position: absolute;
    z-index: 3;
    display: inline-flex;
    gap: 2px;
    padding: 2px;
    background: var(--tr-raised);
    border: 1px solid var(--tr-line-strong);
    border-radius: var(--tr-radius-m);
    box-shadow: var(--tr-shadow-2);
  }
  .edge {
    position: absolute;
    z-index: 3;
    width: 10px;
    cursor: ew-resize;
    touch-action: none;
    display: flex;
    align-items: center;
    justify-content: center;
  }
  .edge::after {
    content: '';
    width: 4px;
    height: 18px;
    border-radius: 4px;
    background: var(--tr-accent);
  }
  .line {
    position: absolute;
    z-index: 4;
    background: var(--tr-accent);
    border-radius: 3px;
    pointer-events: none;
  }
  .says {
    position: absolute;
    z-index: 5;
    max-width: 320px;
    padding: 3px 8px;
    border-radius: var(--tr-radius-s);
    background: var(--tr-accent);
    color: var(--tr-on-accent, #fff);
    font: var(--tr-text-micro);
    font-weight: 600;
    pointer-events: none;
    transform: translateY(-100%);
  }
  .addtab {
    position: absolute;
    z-index: 2;
  }
  .rest {
    max-width: 1200px;
    margin: 8px auto 0;
    color: var(--tr-text-3);
    font: var(--tr-text-meta);
  }
`;
