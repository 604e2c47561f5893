/** Documents with a pipeline: offers on their way from draft to won or lost, beside the test model. */
import type { PipelineDocument } from '../../metadata/schema/entity.js';
import type { Document } from '../../metadata/schema/kinds.js';
import { relationEntity } from './campaigns.js';
import { testDocuments } from './model.js';

export const offerPipeline: PipelineDocument = {
  id: 'p1',
  field: 'stage',
  probability: 'chance',
  since: 'since',
  closedOn: 'closed_on',
  stages: [
    { value: 'draft', probability: 10, ageLimit: 30 },
    {
      value: 'sent',
      probability: 45,
      exitIf: 'stage = "lost" or amount > 0',
      exitMessage: 'Enter the amount before the offer goes on.',
    },
    { value: 'won', outcome: 'won', probability: 100, required: ['amount'] },
    { value: 'lost', outcome: 'lost', probability: 0, required: ['reason'] },
  ],
};

/** `offer.weighted` follows the chance; `offer.value` is what the chance is of, in whole per cent (`percent`). */
export const offerDocuments: readonly Document[] = [
  ...testDocuments,
  relationEntity(
    30,
    'offer',
    [
      { name: 'name', type: 'text', searchable: true },
      { name: 'stage', type: 'choice', options: { dictionary: 'offer_stages' }, default: 'draft' },
      { name: 'chance', type: 'percent', options: { scale: 4, max: 1 } },
      { name: 'since', type: 'datetime' },
      { name: 'closed_on', type: 'date' },
      { name: 'amount', type: 'decimal' },
      { name: 'reason', type: 'text' },
      { name: 'weighted', type: 'formula', options: { expression: 'amount * chance', result: 'number', stored: true } },
    ],
    { pipelines: [offerPipeline], owner: 'user' },
  ),
  {
    kind: 'dictionary',
    id: '01DOCUMENT7300000000000000',
    name: 'offer_stages',
    schema: 1,
    values: ['draft', 'sent', 'won', 'lost', 'asleep'].map((code) => ({ id: code, code, label: code })),
  },
];
