import { expect } from 'chai';
import { certificateWords } from '../../../metadata/flow/certificate.js';
import { compileFlow } from '../../../metadata/flow/compile.js';
import type { FlowBlock, FlowDocument } from '../../../metadata/schema/flow.js';
import { compiled, flowOf, quoteDiscount, schemaCheck } from './quote-discount.js';

const ask = (id: string, more: object = {}): FlowBlock => ({ id, type: 'approve', who: [{ by: 'role', key: 'legal' }], ...more }) as FlowBlock; // prettier-ignore
const choice = (arms: object[], more: object = {}): FlowBlock => ({ id: 'x', type: 'exclusive', arms, ...more }) as FlowBlock; // prettier-ignore

describe('flow/compile', () => {
  it('takes the flow of the design, by its schema and by its checks', () => {
    expect(schemaCheck(quoteDiscount), JSON.stringify(schemaCheck.errors)).to.equal(true);
    expect(compileFlow(quoteDiscount).problems).to.deep.equal([]);
  });

  it('refuses by its schema what is no key, no type and no duration', () => {
    for (const wrong of [{ ...ask('a'), color: 'red' }, { id: 'a', type: 'teleport' }, ask('a', { deadline: [{ after: '8 hours', do: 'remind' }] }), choice([{ id: 'n', body: [{ id: 'b', type: 'nothing' }] }])])
      expect(schemaCheck(flowOf([wrong as FlowBlock])), JSON.stringify(wrong)).to.equal(false);
  }); // prettier-ignore

  it('flattens the tree: what follows what, in which sequence', () => {
    const { nodes, scopes, references, entity, settings } = compiled(quoteDiscount);
    expect(Object.values(nodes).map(({ id, next, scopePath, kind }) => [id, next, scopePath, kind])).to.deep.equal([
      ['mgr', 'split', '', 'approve'], ['split', 'done', '', 'inclusive'], ['l1', null, 'split.legal', 'approve'],
      ['f1', null, 'split.fin', 'approve'], ['done', 'cc1', '', 'action'], ['cc1', null, '', 'cc'],
    ]); // prettier-ignore
    expect(Object.values(scopes).map(({ path, parent, steps }) => [path, parent, steps])).to.deep.equal([
      ['', null, ['mgr', 'split', 'done', 'cc1']], ['split.legal', '', ['l1']], ['split.fin', '', ['f1']],
    ]); // prettier-ignore
    expect(references).to.deep.include({ roles: ['legal'], actions: ['record.update'], fields: ['amount', 'cost', 'discount', 'finance_owner', 'note'] }); // prettier-ignore
    expect([entity, settings.maxVisits, settings.calendar]).to.deep.equal(['quote', 20, 'cn_work']);
    expect(JSON.stringify(nodes['split'])).to.not.contain('l1');
  });

  it('has a hash of what it says, whatever the order of keys', () => {
    const shuffled = JSON.parse(JSON.stringify(quoteDiscount, (_, value: unknown) => value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).reverse()) : value)) as FlowDocument; // prettier-ignore
    expect(compiled(shuffled).hash).to.equal(compiled(quoteDiscount).hash);
    expect(compiled({ ...quoteDiscount, settings: { maxVisits: 3 } }).hash).to.not.equal(compiled(quoteDiscount).hash);
  });

  const findings = (body: readonly FlowBlock[], flow: Partial<FlowDocument> = {}) =>
    compileFlow({ ...flowOf(body), ...flow }).problems.map(({ path, code, severity }) => `${path} ${code}${severity === 'warning' ? '?' : ''}`); // prettier-ignore
  const arm = (id: string, body: FlowBlock[], more: object = {}) => ({ id, body, ...more });

  const cases: readonly (readonly [string, readonly FlowBlock[], readonly string[], Partial<FlowDocument>?])[] = [
    ['no step', [], ['/body FLOW_EMPTY']],
    ['an id twice', [ask('a'), ask('a')], ['/body/1/id DUPLICATE_ID']],
    ['an id twice, one in an arm', [ask('a'), choice([arm('n', [ask('a')], { default: true })])], ['/body/1/arms/0/body/0/id DUPLICATE_ID']],
    ['two arms of one id', [choice([arm('n', [ask('a')], { default: true }), arm('n', [ask('b')], { when: 'x' })])], ['/body/0/arms/1/id DUPLICATE_ID']],
    ['a name that is kept', [ask('initiator')], ['/body/0/id RESERVED_ID']],
    ['a choice without a default', [choice([arm('n', [ask('a')], { when: 'x' })])], ['/body/0/arms FLOW_DEFAULT_ARM']],
    ['a choice with two defaults', [choice([arm('n', [ask('a')], { default: true }), arm('m', [ask('b')], { default: true })])], ['/body/0/arms FLOW_DEFAULT_ARM']],
    ['an arm without a condition', [choice([arm('n', [ask('a')], { default: true }), arm('m', [ask('b')])])], ['/body/0/arms/1/when FLOW_ARM_CONDITION']],
    ['a default with a condition', [choice([arm('n', [ask('a')], { default: true, when: 'x' })])], ['/body/0/arms/0/when FLOW_DEFAULT_CONDITION']],
    ['an empty and constant arm', [choice([arm('n', [ask('a')], { default: true }), arm('m', [], { when: 'true' })])], ['/body/0/arms/1/when FLOW_ARM_CONSTANT?', '/body/0/arms/1/body FLOW_EMPTY_ARM?']],
    ['an expression that is none', [choice([arm('n', [ask('a')], { default: true }), arm('m', [ask('b')], { when: 'amount >' })])], ['/body/0/arms/1/when MISSING_VALUE']],
    ['a join of more arms than there are', [{ id: 'p', type: 'parallel', join: { count: 3 }, arms: [arm('n', [ask('a')]), arm('m', [ask('b')])] } as FlowBlock], ['/body/0/join/count FLOW_JOIN_COUNT']],
    ['a return to a later step', [ask('a', { returnTo: { allow: ['b'] } }), ask('b')], ['/body/0/returnTo/allow/0 FLOW_RETURN_TARGET']],
    ['a return into a sibling arm', [{ id: 'p', type: 'parallel', arms: [arm('n', [ask('a')]), arm('m', [ask('b', { returnTo: { allow: ['a'] } })])] } as FlowBlock], ['/body/0/arms/1/body/0/returnTo/allow/0 FLOW_RETURN_TARGET']],
    ['a return to a step of nobody', [{ id: 'w', type: 'wait', after: 'PT1H' }, ask('a', { returnTo: { allow: ['w'] } })], ['/body/1/returnTo/allow/0 FLOW_RETURN_TARGET']],
    ['straight back into an arm', [ask('a'), { id: 'p', type: 'parallel', arms: [arm('n', [ask('b', { returnTo: { allow: ['a'], then: 'straight_back' } })])] } as FlowBlock], ['/body/1/arms/0/body/0/returnTo/allow/0 FLOW_STRAIGHT_BACK']],
    ['a jump ahead', [{ id: 'j', type: 'jump', to: 'a' }, ask('a')], ['/body/0/to FLOW_JUMP_TARGET', '/body/1 FLOW_UNREACHABLE']],
    ['a loop without max', [{ id: 'l', type: 'loop', while: 'x', body: [ask('a')] } as unknown as FlowBlock], ['/body/0/max FLOW_LOOP_MAX']],
    ['a loop over two things', [{ id: 'l', type: 'loop', while: 'x', each: 'y', max: 3, body: [] }], ['/body/0 FLOW_LOOP', '/body/0/body FLOW_LOOP_EMPTY']],
    ['waiting for nothing, and for ever', [{ id: 'w', type: 'wait' }, { id: 'v', type: 'wait', signal: 'go' }], ['/body/0 FLOW_WAIT', '/body/1 FLOW_WAIT_FOREVER?']],
    ['a share that is not stated', [ask('a', { mode: 'ratio' }), ask('b', { mode: 'per_group', groups: { z: { mode: 'count' } } })], ['/body/0/percent FLOW_VOTING', '/body/1/who/0/group FLOW_VOTING', '/body/1/groups/z FLOW_GROUP', '/body/1/groups/z/count FLOW_VOTING']],
    ['deadlines out of order and to nobody', [ask('a', { deadline: [{ after: 'P1D', do: 'escalate' }, { after: 'PT3H', do: 'reject' }, { after: 'P9D', do: 'remind' }] })], ['/body/0/deadline/0/to FLOW_ESCALATE', '/body/0/deadline/1/after FLOW_DEADLINE_ORDER', '/body/0/deadline/2 FLOW_DEADLINE_LATE?']],
    ['a duration of nothing', [ask('a', { deadline: [{ after: 'PT0H', do: 'remind' }] })], ['/body/0/deadline/0/after BAD_DURATION']],
    ['the same as a later step', [ask('a', { who: [{ by: 'same_as', step: 'b' }] }), ask('b')], ['/body/0/who/0/step FLOW_SAME_AS']],
    ['nobody named for nobody found', [ask('a', { onEmpty: { do: 'person' } })], ['/body/0/onEmpty/user FLOW_EMPTY_PERSON']],
    ['an approval by the clock', [ask('a')], ['/trigger/on FLOW_TRIGGER', '/trigger/cron FLOW_TRIGGER'], { trigger: { on: 'cron' } }],
    ['two arms for one result', [{ id: 'c', type: 'call', flow: 'f', arms: [{ id: 'n', on: ['rejected'], body: [] }, { id: 'm', on: ['rejected'], body: [] }] }], ['/body/0/arms/1/on FLOW_CALL_ARM']],
  ]; // prettier-ignore
  for (const [title, body, expected, flow] of cases)
    it(`finds ${title}`, () => expect(findings(body, flow)).to.deep.equal(expected));

  it('certifies what its structure proves', () => {
    const { certificate } = compiled(flowOf([
      ask('a', { who: [{ by: 'user', id: '01K0F10W000000000000000009' }] }),
      { id: 'p', type: 'parallel', join: { count: 2 }, arms: [arm('n', [ask('b', { onEmpty: { do: 'auto_approve' } })]), arm('m', [ask('c', { deadline: [{ after: 'P1D', do: 'approve' }] })])] } as FlowBlock,
      { id: 'l', type: 'loop', while: 'x', max: 5, body: [ask('d')] },
    ])); // prettier-ignore
    expect(certificate).to.deep.include({
      bounds: { maxVisits: 20, loops: [{ id: 'l', max: 5 }] },
      splits: [{ id: 'p', arms: 2, join: '2' }],
      autoApprove: [{ id: 'b', why: 'empty' }, { id: 'c', why: 'deadline' }],
      alwaysAsksSomebody: true,
    }); // prettier-ignore
    expect(certificate.mayBeEmpty.map(({ id }) => id)).to.deep.equal(['b', 'c', 'd']);
    expect(certificateWords(certificate)).to.have.length(2 + 3 + 2 + 1);
  });

  it('tells a way on which nobody is asked', () => {
    const asks = (body: readonly FlowBlock[]) => compiled(flowOf(body)).certificate.alwaysAsksSomebody;
    expect(asks([choice([arm('n', [], { default: true }), arm('m', [ask('a')], { when: 'x' })])])).to.equal(false);
    expect(asks([choice([arm('n', [ask('b')], { default: true }), arm('m', [ask('a')], { when: 'x' })])])).to.equal(true); // prettier-ignore
    expect(asks([{ id: 'p', type: 'parallel', arms: [arm('n', [ask('a')], { when: 'x' })] } as FlowBlock])).to.equal(false); // prettier-ignore
    expect(asks([{ id: 'l', type: 'loop', while: 'x', max: 2, body: [ask('a')] }])).to.equal(false);
  });
});
