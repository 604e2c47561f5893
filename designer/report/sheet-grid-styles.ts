/** Look of the designer's grid: hairlines, bound cells on green, bands green, parents orange. */
import { css } from 'lit';

export const sheetGridStyles = css`
  :host {
    display: block;
    position: relative;
    min-height: 0;
    min-width: 0;
    --heads: 24px;
    --numbers: 36px;
  }
  .scroll {
    position: absolute;
    inset: 0;
    overflow: auto;
    outline: none;
    background: var(--tr-surface);
    font-size: 12.5px;
    scroll-padding: var(--heads) 0 0 var(--numbers);
  }
  .scroll:focus-visible {
    box-shadow: inset 0 0 0 2px var(--tr-focus);
  }
  .plane {
    position: relative;
    display: grid;
    grid-template-columns: var(--numbers) auto;
    grid-template-rows: var(--heads) auto;
    width: max-content;
  }
  .corner,
  .heads,
  .numbers {
    position: sticky;
    background: var(--tr-sunken);
    z-index: 5;
  }
  .corner {
    top: 0;
    left: 0;
    z-index: 6;
    border: 0;
    border-inline-end: 1px solid var(--tr-line-strong);
    border-bottom: 1px solid var(--tr-line-strong);
    padding: 0;
    cursor: pointer;
  }
  .heads {
    top: 0;
    border-bottom: 1px solid var(--tr-line-strong);
  }
  .numbers {
    left: 0;
    border-inline-end: 1px solid var(--tr-line-strong);
  }
  .head {
    position: absolute;
    display: flex;
    align-items: center;
    justify-content: center;
    font: var(--tr-text-micro);
    color: var(--tr-text-2);
    border-inline-end: 1px solid var(--tr-line);
    border-bottom: 1px solid var(--tr-line);
    user-select: none;
    cursor: pointer;
    overflow: clip;
  }
  .head.on {
    background: var(--tr-accent-soft);
    color: var(--tr-accent-text);
  }
  .head.role {
    font-weight: 600;
    box-shadow: inset 2px 0 0 var(--tr-line-control);
  }
  .edge {
    position: absolute;
    inset-inline-end: -3px;
    top: 0;
    width: 7px;
    height: 100%;
    cursor: col-resize;
  }
  .numbers .edge {
    inset-inline-end: 0;
    top: auto;
    bottom: -3px;
    width: 100%;
    height: 7px;
    cursor: row-resize;
  }
  .cells {
    position: relative;
    background-color: var(--tr-surface);
    cursor: cell;
    touch-action: pan-x pan-y;
  }
  .line {
    position: absolute;
    background: var(--tr-line);
    pointer-events: none;
  }
  .cell {
    position: absolute;
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 0 6px;
    overflow: clip;
    white-space: pre;
    background: var(--tr-surface);
    border-inline-end: 1px solid var(--tr-line);
    border-bottom: 1px solid var(--tr-line);
    user-select: none;
  }
  .cell.none {
    background: transparent;
    border: 0;
  }
  .cell.header {
    background: var(--tr-sunken);
  }
  .cell.subtotal {
    background: var(--tr-sunken);
    font-weight: 600;
  }
  .cell.total {
    background: var(--tr-fill);
    font-weight: 600;
    box-shadow: inset 0 2px 0 var(--tr-line-strong);
  }
  .cell.bound {
    background: color-mix(in srgb, var(--tr-band) 8%, var(--tr-surface));
    color: var(--tr-band);
  }
  .cell.formula .text,
  .cell.typing .text {
    font: 12px/18px var(--tr-font-mono);
  }
  .cell.bad::after {
    content: '';
    position: absolute;
    top: 0;
    inset-inline-end: 0;
    border: 4px solid var(--tr-bad);
    border-bottom-color: transparent;
    border-inline-start-color: transparent;
  }
  .text {
    flex: 0 1 auto;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .mark {
    flex: none;
    font-weight: 600;
  }
  .right {
    justify-content: flex-end;
  }
  .center {
    justify-content: center;
  }
  .over {
    position: absolute;
    pointer-events: none;
    z-index: 2;
  }
  .band {
    border: 1.5px solid var(--tr-band);
    border-radius: var(--tr-radius-s);
  }
  .band.outer {
    opacity: 0.45;
  }
  .band.right {
    border-style: dashed;
  }
  .parent {
    border: 2px solid var(--tr-parent);
    z-index: 3;
  }
  .name {
    position: absolute;
    z-index: 4;
    pointer-events: none;
    padding: 0 4px;
    border-radius: 3px;
    font: 600 10px/14px var(--tr-font);
    white-space: nowrap;
    color: var(--tr-surface);
    background: var(--tr-band);
  }
  .name.of-parent {
    background: var(--tr-parent);
  }
  .chosen {
    border: 2px solid var(--tr-accent);
    background: color-mix(in srgb, var(--tr-accent) 7%, transparent);
    z-index: 3;
  }
  .chosen.one {
    background: none;
  }
  .copied {
    border: 2px dashed var(--tr-accent);
    z-index: 3;
  }
  .filling {
    border: 2px dashed var(--tr-text-3);
    z-index: 3;
  }
  .handle {
    position: absolute;
    z-index: 4;
    width: 9px;
    height: 9px;
    background: var(--tr-accent);
    border: 1px solid var(--tr-surface);
    border-radius: 2px;
    cursor: crosshair;
  }
  .freeze {
    position: absolute;
    pointer-events: none;
    background: var(--tr-line-control);
    z-index: 1;
  }
  .drop {
    border: 2px solid var(--tr-band);
    background: color-mix(in srgb, var(--tr-band) 14%, transparent);
    z-index: 4;
  }
  .drop span {
    position: absolute;
    top: 100%;
    inset-inline-start: -2px;
    padding: 1px 6px;
    border-radius: 0 0 4px 4px;
    background: var(--tr-band);
    color: var(--tr-surface);
    font: var(--tr-text-label);
    white-space: nowrap;
  }
`;
