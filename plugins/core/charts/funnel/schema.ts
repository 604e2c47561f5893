/** Steps of a process: how many are in each, how many pass on from the step before and from the first; the weakest is named. */
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartMark, ChartType } from '../../../../metadata/contributions.js';
import { isChosen, labelOf, measureLabel, measureText } from '../../../../metadata/chart/category.js';
import { columnOption, commonOptions } from '../../../../metadata/chart/options.js';
import { percent } from '../../../../metadata/chart/theme.js';
import { say } from '../../../../metadata/chart/words.js';
import { closed } from '../../../../metadata/schema/common.js';
import { drawFunnel, funnelOptionsOf, stepsOf } from './shared.js';

const options = closed({
  chart: Type.Literal('funnel'),
  /** The step; rows come in the order of the process. */
  x: columnOption,
  y: Type.Array(columnOption, { minItems: 1, maxItems: 1 }),
  /** The figures say what stands in each step now: what stands in a later one has come through those before. */
  cumulative: Type.Optional(Type.Boolean()),
  /** Values of x that are no step of the way: `lost`. */
  leave: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 20 })),
  ...commonOptions,
});

function marks(input: ChartInput): readonly ChartMark[] {
  const { x, y, cumulative } = funnelOptionsOf(input);
  return stepsOf(input).map((step) => ({
    datum: step.row,
    label: step.label,
    selected: isChosen(input, step.row[x]),
    figures: [
      { label: measureLabel(input, y[0]), text: measureText(input, y[0], step.value) },
      ...(cumulative ? [{ label: say(input.locale, 'hereNow'), text: measureText(input, y[0], step.row[y[0]]) }] : []),
      ...(step.passed === null
        ? []
        : [
            {
              label: say(input.locale, 'passedOn'),
              text: `${percent(step.passed, input.locale)}${step.weakest ? ` · ▾ ${say(input.locale, 'weak')}` : ''}`,
            },
          ]),
      ...(step.ofFirst === null
        ? []
        : [{ label: say(input.locale, 'ofFirst'), text: percent(step.ofFirst, input.locale) }]),
    ],
  }));
}

export const definition: ChartType = {
  id: 'funnel',
  label: { en: 'Funnel', 'zh-CN': '漏斗图', 'zh-TW': '漏斗圖', es: 'Embudo' },
  icon: 'funnel',
  options,
  selects: (chosen) => (typeof chosen['x'] === 'string' ? chosen['x'] : undefined),
  compile: drawFunnel,
  describe(input) {
    const { x, y } = funnelOptionsOf(input);
    const steps = stepsOf(input);
    const measure = labelOf(input, y[0]);
    const [first] = steps;
    if (!first) return say(input.locale, 'nothing', { measure });
    const largest = steps.reduce((best, step) => (step.value > best.value ? step : best), first);
    const value = measureText(input, y[0], largest.value);
    const sentence = say(input.locale, 'highest', {
      measure,
      x: labelOf(input, x),
      count: steps.length,
      label: largest.label,
      value,
    });
    const weakest = steps.find((step) => step.weakest);
    if (!weakest) return sentence;
    const share = percent(weakest.passed ?? 0, input.locale);
    return `${sentence} ${say(input.locale, 'weakest', { label: weakest.label, share })}`;
  },
  marks,
};
