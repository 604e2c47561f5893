/** One number: what it is, how it moved against the period before, and its course as a small line. */
import { Type } from '@sinclair/typebox';
import { LabelSchema } from '../../../../metadata/schema/common.js';
import type { WidgetType } from '../../../../metadata/contributions.js';

const column = Type.String({ maxLength: 60 });

const options = Type.Object(
  {
    /** Column of the one row of the widget's dataset. */
    value: column,
    /** The number is value divided by this column: sales by orders is the average order. */
    divide: Type.Optional(column),
    /** Shown behind the number; a money column shows its currency by itself. */
    unit: Type.Optional(LabelSchema),
    /** `percent`: the number is a fraction, 0.33 is written 33 %. */
    style: Type.Optional(Type.Literal('percent')),
    digits: Type.Optional(Type.Integer({ minimum: 0, maximum: 4 })),
    /** A dataset by period for the small line and the change in words. It does not follow the period that is clicked. */
    spark: Type.Optional(
      Type.Object(
        { dataset: Type.String({ maxLength: 41 }), x: column, value: column, divide: Type.Optional(column) },
        { additionalProperties: false },
      ),
    ),
    /** A fall is good news: costs, open requests. */
    lessIsBetter: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

export const definition: WidgetType = {
  id: 'kpi',
  label: { en: 'Key figure', 'zh-CN': '关键指标', 'zh-TW': '關鍵指標', es: 'Cifra clave' },
  icon: 'hash',
  options,
  requests(chosen, dataset) {
    const spark = chosen['spark'] as { readonly dataset: string } | undefined;
    return [...new Set([dataset, spark?.dataset].filter((name): name is string => name !== undefined))];
  },
};
