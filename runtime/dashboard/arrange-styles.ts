/** Layout of the arrangement: what gridstack needs inside a shadow root, and our handles. */
import { css } from 'lit';

export const arrangeStyles = css`
  :host { display: block; }
  .bar { display: flex; align-items: center; flex-wrap: wrap; gap: 8px 12px; padding: 8px 8px 8px 12px; margin-bottom: 12px; background: var(--tr-selected); border: 1px solid var(--tr-accent-line); border-radius: 8px; position: sticky; top: 0; z-index: 20; }
  .bar p { margin: 0; flex: 1 1 320px; }
  .hiddenparts { display: flex; align-items: center; flex-wrap: wrap; gap: 6px; margin-bottom: 12px; }
  .grid-stack { position: relative; margin: -6px; }
  .grid-stack-item { position: absolute; padding: 0; top: 0; left: 0; width: var(--gs-column-width); height: var(--gs-cell-height); box-sizing: border-box; outline: none; }
  .grid-stack-item-content { position: absolute; inset: 6px; overflow: visible; cursor: grab; }
  .grid-stack-item-content > tr-widget-card { height: 100%; pointer-events: none; }
  .grid-stack-placeholder { position: absolute; padding: 0; width: var(--gs-column-width); height: var(--gs-cell-height); }
  .grid-stack-placeholder > .placeholder-content { position: absolute; inset: 6px; border: 2px dashed var(--tr-accent); border-radius: var(--tr-radius-l); background: var(--tr-accent-soft); }
  .ui-draggable-dragging { z-index: 100; cursor: grabbing; opacity: 0.85; }
  .ui-resizable-handle { position: absolute; z-index: 5; width: 20px; height: 20px; inset-block-end: 6px; inset-inline-end: 6px; cursor: nwse-resize; touch-action: none; }
  .ui-resizable-handle::after { content: ''; position: absolute; inset: auto 4px 4px auto; width: 9px; height: 9px; border: solid var(--tr-text-3); border-width: 0 2px 2px 0; }
  .frame { position: absolute; inset: 6px; border: 1px dashed var(--tr-line-control); border-radius: var(--tr-radius-l); pointer-events: none; z-index: 3; }
  .grid-stack-item:focus-visible .frame { border: 2px solid var(--tr-focus); }
  .tools { position: absolute; display: flex; gap: 4px; inset-block-start: 12px; inset-inline-end: 12px; z-index: 4; }
  .tools .ib { background: var(--tr-raised); box-shadow: var(--tr-shadow-1); }
  ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 8px; }
  li { display: flex; align-items: center; gap: 4px; min-height: 48px; padding: 0 4px 0 12px; background: var(--tr-surface); border: 1px solid var(--tr-line); border-radius: var(--tr-radius-m); }
  li.off { color: var(--tr-text-3); }
  li .ib { width: 44px; height: 44px; }
`; // prettier-ignore
