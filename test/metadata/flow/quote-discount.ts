/** The flow that the design's worked trace walks through, and shorter ways to write others. */
import { Ajv } from 'ajv';
import { compileFlow } from '../../../metadata/flow/compile.js';
import type { Compiled } from '../../../metadata/flow/compiled.js';
import { FlowSchema, type FlowBlock, type FlowDocument } from '../../../metadata/schema/flow.js';

export const quoteDiscount: FlowDocument = {
  kind: 'flow',
  id: '01K0F10W000000000000000001',
  name: 'quote_discount',
  schema: 1,
  type: 'approval',
  entity: 'quote',
  settings: { active: 'one_per_record', lock: 'all_but_writable', withdraw: 'before_end', self: 'supervisor', dedupe: 'adjacent', onEmpty: { do: 'admin' }, maxVisits: 20, runAs: 'automation', calendar: 'cn_work' },
  trigger: { on: 'submit', when: 'discount > 0.1' },
  body: [
    {
      id: 'mgr', type: 'approve', who: [{ by: 'supervisor', of: 'initiator', level: 1 }], mode: 'any',
      fields: { discount: 'read', note: 'write', cost: 'hidden' },
      deadline: [
        { after: 'PT8H', do: 'remind' },
        { after: 'P1D', do: 'escalate', how: 'add', to: { by: 'supervisor', of: 'assignee' } },
        { after: 'P3D', do: 'reject' },
      ],
      returnTo: { allow: ['initiator'], then: 'rerun' },
    },
    {
      id: 'split', type: 'inclusive', join: 'all',
      arms: [
        { id: 'legal', default: true, body: [{ id: 'l1', type: 'approve', who: [{ by: 'role', key: 'legal' }], mode: 'ratio', percent: 60 }] },
        { id: 'fin', when: 'amount > 500000', body: [{ id: 'f1', type: 'approve', who: [{ by: 'field', key: 'finance_owner' }], mode: 'all', returnTo: { allow: ['initiator', 'mgr'], then: 'rerun' } }] },
      ],
    },
    { id: 'done', type: 'action', use: 'record.update', with: { stage: 'approved' } },
    { id: 'cc1', type: 'cc', who: [{ by: 'initiator' }] },
  ],
}; // prettier-ignore

export const schemaCheck = new Ajv({ strict: false, validateFormats: false }).compile(FlowSchema);

/** A flow of these steps that differs in nothing else. */
export const flowOf = (body: readonly FlowBlock[], settings: FlowDocument['settings'] = {}): FlowDocument => ({
  ...quoteDiscount,
  settings,
  trigger: { on: 'submit' },
  body: [...body],
});

export function compiled(flow: FlowDocument): Compiled {
  const { compiled: def, problems } = compileFlow(flow);
  if (!def) throw new Error(JSON.stringify(problems));
  return def;
}
