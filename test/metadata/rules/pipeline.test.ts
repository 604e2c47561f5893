import { expect } from 'chai';
import fc from 'fast-check';
import { compileModel } from '../../../metadata/model/compile.js';
import type { Entity } from '../../../metadata/model/model.js';
import { demanded, follow, isClosed, movesOf, stageOf, standing, stepsOf } from '../../../metadata/rules/pipeline.js';
import type { Value } from '../../../metadata/value.js';
import { productRegistries } from '../../helper/context.js';
import { offerDocuments, offerPipeline } from '../../helper/pipelines.js';

const moment = { today: () => '2026-06-18', now: () => '2026-06-18T10:00:00.000Z' };
type Values = Readonly<Record<string, Value>>;

describe('rules/pipeline', () => {
  let offer: Entity;
  before(async () => {
    offer = compileModel(offerDocuments, await productRegistries()).entities.get('offer')!;
  });
  const made = (before: Values | undefined, values: Values, stated: readonly string[] = []) =>
    follow(offer, { before, values, isStated: (name) => stated.includes(name) }, moment);

  it('gives what the stage says, in the form of each field', () => {
    expect(made(undefined, { stage: 'sent' })).to.deep.equal({ chance: 0.45, since: moment.now() });
    expect(made({ stage: 'sent' }, { stage: 'won' })).to.deep.equal({ chance: 1, since: moment.now(), closed_on: '2026-06-18' });
    expect(made({ stage: 'won', closed_on: '2026-01-01' }, { stage: 'draft', closed_on: '2026-01-01' })).to.deep.equal({ chance: 0.1, since: moment.now(), closed_on: null });
    expect(made({ stage: 'draft' }, { stage: null })).to.deep.equal({ since: null });
  }); // prettier-ignore

  const stage = fc.constantFrom<Value>('draft', 'sent', 'won', 'lost', 'asleep', null);
  const day = fc.constantFrom<Value>(null, '2026-01-01');
  const record = fc.record({ stage, chance: fc.constantFrom<Value>(null, 0.3), since: fc.constantFrom<Value>(null, '2026-01-01T00:00:00.000Z'), closed_on: day }); // prettier-ignore
  const stated = fc.subarray(['chance', 'since', 'closed_on']);

  it('touches nothing that is stated, and nothing where no stage changes', () => {
    fc.assert(
      fc.property(fc.option(record, { nil: undefined }), record, stated, (before, values, names) => {
        const changes = made(before, values, names);
        for (const name of names) expect(changes).not.to.have.property(name);
        if ((before?.stage ?? null) === values.stage) expect(changes).to.deep.equal({});
        else expect(movesOf(offer, before, values)).to.have.length(1);
      }),
    );
  });

  it('leaves a closed record with a day and, unless the day is stated, an open one that was closed without', () => {
    fc.assert(
      fc.property(record, record, (before, values) => {
        fc.pre(before.stage !== values.stage);
        const after: Values = { ...values, ...made(before, values) };
        const [from, to] = [before, values].map((each) => stageOf(offerPipeline, each.stage));
        if (isClosed(to)) expect(after['closed_on']).to.equal(values.closed_on ?? '2026-06-18');
        else if (isClosed(from)) expect(after['closed_on']).to.equal(null);
        else expect(after['closed_on']).to.equal(values.closed_on);
        // Once more changes nothing: what follows is a state, not a step.
        expect({ ...after, ...made(before, after) }).to.deep.equal(after);
      }),
    );
  });

  it('demands what the stage names', () => {
    expect([...demanded(offer, { stage: 'lost' })]).to.deep.equal(['reason']);
    expect([...demanded(offer, { stage: 'asleep' })]).to.deep.equal([]);
  });

  it('counts the days of an open stage, by the calendar of the zone', () => {
    const at = (since: Value, code = 'draft', timeZone = 'UTC') =>
      standing(offerPipeline, { stage: code, since }, { today: '2026-06-18', timeZone });
    expect(at('2026-05-19')).to.deep.equal({ days: 30, limit: 30, isOver: false });
    expect(at('2026-05-18')).to.include({ days: 31, isOver: true });
    expect(at('2026-06-17T23:30:00.000Z')?.days).to.equal(1);
    expect(at('2026-06-17T23:30:00.000Z', 'draft', 'Europe/Berlin')?.days).to.equal(0);
    expect(at('2020-01-01', 'sent')).to.include({ limit: undefined, isOver: false });
    for (const none of [at(null), at('2020-01-01', 'won'), at('2020-01-01', 'asleep'), at('2026-06-19')])
      expect(none).to.equal(undefined);
  });

  it('tells what is passed and what is ahead', () => {
    const codes = ['draft', 'sent', 'won', 'lost', 'asleep'];
    const states = (current: string) => stepsOf(offerPipeline, codes, current).map((step) => step.state.slice(0, 1)).join(''); // prettier-ignore
    expect(['draft', 'sent', 'won', 'lost', 'asleep'].map(states)).to.deep.equal([
      'caaa',
      'pcaa',
      'ppca',
      'aaac',
      'aaaa',
    ]);
  });
});
