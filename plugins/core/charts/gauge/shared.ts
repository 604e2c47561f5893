/** What a gauge says and how it is drawn: an open ring, its figures in words within it. */
import type { ChartInput } from '../../../../metadata/contributions.js';
import type { Layer } from '../../../../metadata/chart/axis.js';
import { formatOf, labelOf, measureText, needColumns, numberOf, unitOf } from '../../../../metadata/chart/category.js';
import { languageOf } from '../../../../metadata/chart/language.js';
import { drawPixels, ownColour, ruleLayer, textLayer } from '../../../../metadata/chart/pixels.js';
import { valueScale } from '../../../../metadata/chart/scale.js';
import { cutText, textWidth } from '../../../../metadata/chart/text-width.js';
import { percent, shortFigure } from '../../../../metadata/chart/theme.js';
import { say } from '../../../../metadata/chart/words.js';
import { subtract } from '../../../../metadata/expression/decimal.js';
import { labelText, type Label } from '../../../../metadata/value.js';

interface Band {
  readonly to: number;
  readonly tone: 'bad' | 'warn' | 'good';
  readonly label?: Label;
}
interface GaugeOptions {
  readonly y: readonly [string];
  readonly target?: number | string;
  readonly max?: number;
  readonly bands?: readonly Band[];
}

export interface GaugeReading {
  readonly y: string;
  readonly value: number | null;
  readonly target: number | null;
  readonly end: number;
  readonly bands: readonly Band[];
  /** Figure by target: `90 %`; empty without one. */
  readonly share: string;
  /** `99,415 of 110,000 USD`. */
  readonly goal: string;
  /** `10,585 short`. */
  readonly distance: string;
  /** Name of the band that the figure lies in. */
  readonly judgement: string;
  readonly targetName: string;
}

export function readGauge(input: ChartInput): GaugeReading {
  const { y: [y], target: goalOf, max, bands = [] } = input.options as unknown as GaugeOptions; // prettier-ignore
  needColumns(input, [y, typeof goalOf === 'string' ? goalOf : undefined]);
  const row = input.rows[0];
  const value = typeof row?.[y] === 'number' ? row[y] : null;
  const stated = typeof goalOf === 'string' ? row?.[goalOf] : goalOf;
  const target = typeof stated === 'number' ? stated : null;
  const highest = Math.max(numberOf(value), numberOf(target), ...bands.map((band) => band.to));
  const end = max ?? (bands.length > 0 ? highest : endOf(numberOf(value), target));
  const unit = unitOf(input, y);
  const difference = value === null || target === null ? null : subtract(value, target);
  const band = value === null ? undefined : (bands.find((each) => value < each.to) ?? bands.at(-1));
  return {
    y,
    value,
    target,
    end: end || 1,
    bands,
    share: value === null || !target ? '' : percent(value / target, input.locale),
    goal: `${say(input.locale, 'goal', { value: measureText(input, y, value), target: measureText(input, y, target) })}${unit ? ` ${unit}` : ''}`,
    distance: difference === null ? '' : distanceText(input, y, difference),
    judgement: band?.label === undefined ? '' : labelText(band.label, languageOf(input.locale)),
    targetName: typeof goalOf === 'string' ? labelOf(input, goalOf) : say(input.locale, 'target'),
  };
}

/** A fifth past the target, so that its mark stands at the same place of every ring; more where the figure is beyond. */
function endOf(value: number, target: number | null): number {
  if (target !== null && target > 0) return Math.max(target * 1.2, value * 1.04);
  return valueScale([value * 1.04]).domain[1];
}

function distanceText(input: ChartInput, y: string, difference: number): string {
  if (difference === 0) return say(input.locale, 'reached');
  return say(input.locale, difference < 0 ? 'short' : 'above', { figure: measureText(input, y, Math.abs(difference)) });
}

/** The ring's half opening, from the top. */
const HALF = (104 / 180) * Math.PI;

export function drawGauge(input: ChartInput): Readonly<Record<string, unknown>> {
  const reading = readGauge(input);
  const { theme } = input;
  const under = input.height >= 150 ? 40 : 6;
  const radius = Math.max(24, Math.min(input.width / 2 - 8, (input.height - under - 8) / 1.26));
  const spare = Math.max(0, input.height - under - 8 - radius * 1.26);
  const [cx, cy] = [input.width / 2, radius + 8 + spare / 2];
  const inner = radius * 0.8;
  const angle = (value: number) => -HALF + 2 * HALF * Math.min(1, Math.max(0, value / reading.end));
  const arc = (from: number, to: number, fill: string, mark?: number) => ({
    from,
    to,
    inner,
    outer: radius - 1,
    fill,
    ...(mark === undefined ? {} : { mark }),
  });
  const arcs = [
    arc(-HALF, HALF, theme.grid, 0),
    ...(reading.value === null ? [] : [arc(-HALF, angle(reading.value), theme.series[0]!, 0)]),
    ...reading.bands.map((band, index) => ({
      ...arc(angle(reading.bands[index - 1]?.to ?? 0), angle(band.to), theme[band.tone]),
      inner: radius + 2,
      outer: radius + 6,
    })),
  ];
  return drawPixels(input, [
    arcLayer(arcs, cx, cy),
    ...targetMark(input, reading, { cx, cy, inner, radius, angle: angle(reading.target ?? 0) }),
    ...words(input, reading, { cx, cy, inner, radius }),
  ]);
}

function arcLayer(values: readonly Layer[], cx: number, cy: number): Layer {
  const raw = (field: string) => ({ field, type: 'quantitative', scale: null });
  return {
    data: { values },
    mark: { type: 'arc', cornerRadius: 2 },
    encoding: {
      x: { value: cx },
      y: { value: cy },
      theta: raw('from'),
      theta2: { field: 'to' },
      radius: raw('outer'),
      radius2: { field: 'inner' },
      fill: ownColour('fill'),
    },
  };
}

interface Ring {
  readonly cx: number;
  readonly cy: number;
  readonly inner: number;
  readonly radius: number;
}

function targetMark(
  input: ChartInput,
  { target }: GaugeReading,
  { cx, cy, inner, radius, angle }: Ring & { readonly angle: number },
) {
  if (target === null) return [];
  const at = (r: number) => [cx + Math.sin(angle) * r, cy - Math.cos(angle) * r] as const;
  const [[x, y], [x2, y2]] = [at(inner - 5), at(radius + 7)];
  return ruleLayer(input, [{ x, y, x2, y2 }], { stroke: input.theme.text, strokeWidth: 2 });
}

/** In the ring the share (or the figure), what of what, and what the mark is; under it the distance. */
function words(input: ChartInput, reading: GaugeReading, { cx, cy, inner, radius }: Ring): readonly Layer[] {
  const { theme } = input;
  const figure =
    reading.value !== null && Math.abs(reading.value) >= 1e6 && formatOf(input).style === undefined
      ? shortFigure(reading.value, input.locale)
      : measureText(input, reading.y, reading.value);
  const large = reading.share || figure;
  const room = inner * 1.8;
  const size = Math.round(Math.min(28, inner * 0.44, (room / textWidth(large, 1)) * 0.9));
  const unit = unitOf(input, reading.y) ?? '';
  const second = reading.target === null ? unit : reading.goal;
  const isFull = input.height >= 150;
  const targetAt = cy + Math.cos(Math.PI - HALF) * radius + 6;
  return [
    ...textLayer(input, [{ x: cx, y: cy - 14, text: large }], { fontSize: size, fontWeight: 600, fill: theme.text }),
    ...textLayer(input, [{ x: cx, y: cy + 12, text: cutText(second, room, 12) || reading.share }], {
      fontSize: 12,
      fill: theme.soft,
    }),
    ...(isFull && reading.target !== null ? targetLegend(input, reading, cx, targetAt) : []),
    ...textLayer(
      input,
      isFull
        ? [
            {
              x: cx,
              y: Math.min(input.height - 10, targetAt + 24),
              text: [reading.judgement, reading.distance].filter((each) => each !== '').join(' · '),
            },
          ]
        : [],
      { fontSize: 12, fill: theme.soft },
    ),
  ];
}

function targetLegend(input: ChartInput, { targetName }: GaugeReading, cx: number, y: number): readonly Layer[] {
  const half = textWidth(targetName) / 2;
  return [
    ...ruleLayer(input, [{ x: cx - half - 12, y, x2: cx - half - 3, y2: y }], {
      stroke: input.theme.text,
      strokeWidth: 2,
    }),
    ...textLayer(input, [{ x: cx + 4, y, text: targetName }], { fill: input.theme.axis }),
  ];
}
