/** Lines by place, with gaps where there are no figures; last year is a mute line. */
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartType } from '../../../../metadata/contributions.js';
import { axisFrame, drawAxisChart, figureLayer } from '../../../../metadata/chart/axis-frame.js';
import { axisLegend, axisMarks, axisNotes, describeAxis } from '../../../../metadata/chart/axis-marks.js';
import { planAxis } from '../../../../metadata/chart/axis-plan.js';
import { measureText } from '../../../../metadata/chart/category.js';
import { lineLayers } from '../../../../metadata/chart/lines.js';
import { axisOptions } from '../../../../metadata/chart/options.js';
import { closed } from '../../../../metadata/schema/common.js';

function compile(input: ChartInput): Readonly<Record<string, unknown>> {
  const plan = planAxis(input);
  const values = plan.series.flatMap((series) => series.values).filter((value) => value !== null);
  const axes = axisFrame(input, plan, values);
  const before = plan.places.map((place) => place.compare);
  const [first] = plan.series;
  const figures = (first?.values ?? []).flatMap((value, at) =>
    value === null ? [] : [{ at, value, text: measureText(input, first!.measure, value) }],
  );
  const isCompared = before.some((value) => value !== null);
  const earlier = { colour: input.theme.mute, values: before, mute: true };
  return drawAxisChart(input, plan, axes, {
    marks: [
      ...(isCompared ? lineLayers(input, plan, earlier, axes) : []),
      ...plan.series.flatMap((series) => lineLayers(input, plan, series, axes)),
    ],
    figures: plan.series.length === 1 ? figureLayer(input, figures, axes, plan.places.length) : [],
  });
}

export const definition: ChartType = {
  id: 'line',
  label: { en: 'Lines', 'zh-CN': '折线图', 'zh-TW': '折線圖', es: 'Líneas' },
  icon: 'chart-line',
  options: closed({ chart: Type.Literal('line'), ...axisOptions }),
  selects: (chosen) => (typeof chosen['x'] === 'string' ? chosen['x'] : undefined),
  compile,
  describe: describeAxis,
  marks: axisMarks,
  legend: (input) => axisLegend(input, 'line'),
  notes: axisNotes,
};
