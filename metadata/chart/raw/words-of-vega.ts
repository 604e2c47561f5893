/**
 * The part of Vega-Lite that a raw specification may use: what places, aggregates and labels inline rows. Whatever is not
 * here is refused: addresses, images, links, signals, parameters, events, other data, functions of the browser.
 */
import type { Words } from '../../value.js';
import { say } from '../../words.js';

const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Keys anywhere in the specification. */
export const allowedKeys = list(`
  $schema description title subtitle text data name mark encoding layer hconcat vconcat concat facet spec columns spacing
  transform resolve projection width height step view bounds align center
  x y x2 y2 xOffset yOffset theta theta2 radius radius2 color fill stroke opacity fillOpacity strokeOpacity strokeWidth
  strokeDash size shape angle detail order row column
  field type aggregate bin binned timeUnit unit utc sort stack axis scale legend header value datum condition test
  format formatType band bandPosition impute key method keyvals frame and or not equal lt lte gt gte range oneOf valid op
  filter calculate as groupby fields fold flatten pivot window joinaggregate density regression loess quantile
  on extent bandwidth counts cumulative steps order ignorePeers partition frame probs descending ascending
  maxbins base minstep nice anchor divide
  orient grid ticks tickCount tickSize tickWidth values domain domainMin domainMax domainMid zero padding paddingInner
  paddingOuter reverse round clamp scheme exponent constant interpolate
  labels labelAngle labelAlign labelBaseline labelColor labelExpr labelFlush labelFontSize labelFontWeight labelLimit
  labelOffset labelOverlap labelPadding labelBound titleAlign titleAnchor titleAngle titleBaseline titleColor
  titleFontSize titleFontWeight titleLimit titlePadding titleX titleY domainColor domainWidth domainDash gridColor
  gridDash gridOpacity gridWidth minExtent maxExtent offset position translate direction symbolType symbolSize
  gradientLength gradientThickness columnPadding rowPadding clipHeight
  baseline dx dy font fontSize fontStyle fontWeight lineBreak lineHeight limit ellipsis radiusOffset thetaOffset
  cornerRadius cornerRadiusEnd cornerRadiusTopLeft cornerRadiusTopRight cornerRadiusBottomLeft cornerRadiusBottomRight
  filled point line tension innerRadius outerRadius padAngle thickness bandSize strokeCap strokeJoin clip invalid
  minBandSize continuousBandSize discreteBandSize box median rule outliers borders
  precision scale rotate parallels
`);

/** Kinds of marks; images load from addresses. */
export const allowedMarks = list(
  'arc area bar boxplot circle errorband errorbar line point rect rule square text tick trail',
);

/** Functions of expressions: arithmetic, text and dates of the row's own values. */
export const allowedFunctions = list(`
  abs ceil floor round trunc sqrt pow exp log min max clamp sign isValid isNumber isNaN isFinite toNumber toString toBoolean
  length lower upper trim substring slice indexof replace split join
  year quarter month date day hours minutes seconds utcyear utcquarter utcmonth utcdate utcday datetime if format timeFormat
`);

/** Keys whose text Vega evaluates. */
export const expressionKeys = list('calculate labelExpr');

/** What a person looks for when one of these is refused. */
export const reasons: ReadonlyMap<string, Words> = new Map([
  ['url', say`Charts load nothing: the rows of the part are its only data.`],
  ['href', say`Marks lead nowhere by themselves: say it under "on" of the part.`],
  ['image', say`Images are loaded from addresses, and charts load nothing: choose another mark.`],
  ['expr', say`Values that are expressions are not possible: compute them by a "calculate" transform.`],
  ['signal', say`Signals are not possible: take them out.`],
  ['params', say`Parameters are those of the dashboard: say clicks under "on" of the part.`],
  ['param', say`Parameters are those of the dashboard: say clicks under "on" of the part.`],
  ['usermeta', say`Nothing reads it: take it out.`],
  ['config', say`Colours and fonts come from the theme.`],
  ['autosize', say`The chart fills its part.`],
  ['background', say`Colours and fonts come from the theme.`],
  ['tooltip', say`Tool tips are made from the rows.`],
  ['datasets', say`The rows of the part are the only data: write "data": {"name": "rows"}.`],
  ['lookup', say`The rows of the part are the only data: write "data": {"name": "rows"}.`],
]); // prettier-ignore
