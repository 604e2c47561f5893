/** Drawings laid out by ourselves: marks at pixels of the chart, from its top left corner. */
import type { ChartInput } from '../contributions.js';
import type { Layer } from './axis.js';
import { frame } from './theme.js';

/** Position channels that read pixels from the data. */
export function pixelChannels(input: Pick<ChartInput, 'width' | 'height'>) {
  const channel = (field: string, length: number): Layer => ({
    field,
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, length], range: [0, length], nice: false, zero: false },
  });
  return { x: channel('x', input.width), y: channel('y', input.height) };
}

/** A colour that stands in the data as it is. */
export const ownColour = (field: string): Layer => ({ field, type: 'nominal', scale: null });

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly x2: number;
  readonly y2: number;
  readonly fill: string;
  readonly mark?: number;
}

/** Filled rectangles; with `stroke` an edge of that colour. */
export function boxLayer(input: ChartInput, values: readonly Box[], look: Layer = {}): Layer {
  const { x, y } = pixelChannels(input);
  return {
    data: { values },
    mark: { type: 'rect', cursor: 'pointer', ...look },
    encoding: { x, y, x2: { field: 'x2' }, y2: { field: 'y2' }, fill: ownColour('fill') },
  };
}

export interface Text {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly fill?: string;
  readonly mark?: number;
}

/** Texts in one look; each may bring its colour. */
export function textLayer(input: ChartInput, values: readonly Text[], look: Layer = {}): readonly Layer[] {
  const shown = values.filter((each) => each.text !== '');
  if (shown.length === 0) return [];
  const { x, y } = pixelChannels(input);
  const coloured = shown.some((each) => each.fill !== undefined);
  return [
    {
      data: { values: shown },
      mark: { type: 'text', baseline: 'middle', ...look },
      encoding: { x, y, text: { field: 'text' }, ...(coloured ? { fill: ownColour('fill') } : {}) },
    },
  ];
}

export interface Rule {
  readonly x: number;
  readonly y: number;
  readonly x2: number;
  readonly y2: number;
}

export function ruleLayer(input: ChartInput, values: readonly Rule[], look: Layer): readonly Layer[] {
  if (values.length === 0) return [];
  const { x, y } = pixelChannels(input);
  return [
    { data: { values }, mark: { type: 'rule', ...look }, encoding: { x, y, x2: { field: 'x2' }, y2: { field: 'y2' } } },
  ];
}

/** The whole drawing; the space given is the space used. */
export function drawPixels(input: ChartInput, layer: readonly Layer[]): Readonly<Record<string, unknown>> {
  return {
    ...frame(input.theme, input.width, input.height),
    autosize: 'none',
    layer: layer.length > 0 ? layer : [emptyLayer],
  };
}

/** Vega-Lite wants one layer at least. */
const emptyLayer: Layer = { data: { values: [] }, mark: 'point' };
