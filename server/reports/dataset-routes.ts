/** Routes for datasets that are being designed. */
import { Type } from '@sinclair/typebox';
import { ParameterSchema } from '../../metadata/schema/parameter.js';
import { SharedDatasetSchema } from '../../metadata/schema/dataset.js';
import { defineRoute, type Route } from '../http/route.js';
import type { Turns } from '../work/turns.js';

const previewer = () => import('./dataset-preview.js');

/** Inline rows travel with the dataset. */
const PREVIEW_BYTES = 4_000_000;

export const datasetRoutes = (turns: Turns): readonly Route[] => [
  defineRoute({
    method: 'POST',
    path: '/datasets/preview',
    right: 'design',
    summary: 'The first rows of a dataset that is being designed, and how many there are.',
    bodyLimit: PREVIEW_BYTES,
    body: Type.Object(
      {
        dataset: Type.Object(
          {
            parameters: Type.Optional(Type.Array(ParameterSchema, { maxItems: 40 })),
            ...Type.Pick(SharedDatasetSchema, ['source', 'transforms']).properties,
          },
          { additionalProperties: false },
        ),
        parameters: Type.Optional(Type.Record(Type.String({ maxLength: 41 }), Type.Unknown())),
        rows: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
        statement: Type.Optional(Type.Boolean()),
      },
      { additionalProperties: false },
    ),
    async handler(context, { body, signal }) {
      const { previewDataset } = await previewer();
      return turns.take(context.principal.id, () => previewDataset({ ...context, signal }, body), signal);
    },
  }),
];
