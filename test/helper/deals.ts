/** Documents whose stages are kept as periods: deals of a salesperson, beside the test model. */
import type { Document } from '../../metadata/schema/kinds.js';
import { relationEntity } from './campaigns.js';
import { testDocuments } from './model.js';

const periods = { entity: 'deal_stage', of: 'deal', value: 'stage', from: 'came', to: 'went', since: 'stage_on' };
const stage = { name: 'stage', type: 'choice', options: { dictionary: 'deal_stages' } };

/** `deal.stage` leaves rows of `deal_stage`; the deal counts them and sums their days. */
export const dealDocuments: readonly Document[] = [
  ...testDocuments,
  relationEntity(
    20,
    'deal',
    [
      { name: 'name', type: 'text', searchable: true, required: true },
      { ...stage, periods },
      { name: 'stage_on', type: 'date' },
      {
        name: 'moves',
        type: 'rollUp',
        options: { relation: 'deal_stage_deal', aggregate: 'count', result: 'number' },
      },
      {
        name: 'spent',
        type: 'rollUp',
        options: { relation: 'deal_stage_deal', aggregate: 'sum', field: 'days', result: 'number' },
      },
    ],
    { owner: 'user' },
  ),
  relationEntity(
    21,
    'deal_stage',
    [
      { name: 'deal', type: 'lookup', options: { target: 'deal', owns: true }, required: true },
      stage,
      { name: 'came', type: 'date', required: true },
      { name: 'went', type: 'date' },
      {
        name: 'days',
        type: 'formula',
        options: {
          expression: 'if(isNull(went), null, daysBetween(came, went))',
          result: 'number',
          stored: true,
        },
      },
    ],
    { nameExpression: 'stage' },
  ),
  {
    kind: 'dictionary',
    id: '01DOCUMENT7100000000000000',
    name: 'deal_stages',
    schema: 1,
    values: ['open', 'offer', 'won'].map((code) => ({ id: code, code, label: code })),
  },
];
