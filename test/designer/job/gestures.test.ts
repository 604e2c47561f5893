import { expect } from 'chai';
import fc from 'fast-check';
import { clocksChange, cycleNames, jobCronOf, jobCycleOf, minuteSteps, setActive, setCron, setHandler, setOverlap, setZone, turned } from '../../../designer/job/gestures.js'; // prettier-ignore
import { applyOperation } from '../../../metadata/document/operations.js';
import { goesThereAndBack } from '../edits.js';

const job = () => ({ kind: 'job', id: '01KAJ0QX00T2N8C9SEPKXK1000', name: 'j', schema: 1, label: 'J', handler: 'cleanup', cron: '17 3 * * *', arguments: { jobs: 10 } }); // prettier-ignore
const after = <T>(document: T, operation: Parameters<typeof applyOperation>[1]): T => applyOperation(document, operation).document; // prettier-ignore

describe('designer/job', () => {
  it('finds the choice that makes a pattern, and the pattern of each choice', () => {
    const patterns = ['* * * * *', '*/15 * * * *', '5 * * * *', '17 3 * * *', '0 8 * * 1-5', '30 9 * * 0', '0 6 31 * *', '0 6 L * *', '0 8,12 * * *', '*/7 * * * *']; // prettier-ignore
    const found = patterns.map((cron) => jobCycleOf(cron));
    expect(found.map(({ every }) => every)).to.deep.equal(['minutes', 'minutes', 'hour', 'day', 'weekday', 'week', 'month', 'lastDay', 'cron', 'cron']); // prettier-ignore
    expect(found.map(jobCronOf)).to.deep.equal(patterns);
    for (const every of cycleNames) expect(turned(jobCycleOf('30 9 * * 0'), every)).to.have.property('every', every);
    expect(jobCronOf(turned(jobCycleOf('30 9 * * 0'), 'day'))).to.equal('30 9 * * *');
    for (const count of minuteSteps) expect(60 % count).to.equal(0);
  });

  it('leaves out what is usual, and the arguments of another handler', () => {
    expect(after(after(job(), setActive(job(), false)), setActive({ ...job(), active: false }, true))).to.deep.equal(job()); // prettier-ignore
    expect(after(job(), setZone(job(), ''))).to.deep.equal(job());
    expect(after(job(), setHandler(job(), 'cleanup'))).to.deep.equal(job());
    expect(after(job(), setHandler(job(), 'rollUpRepair'))).to.have.property('handler', 'rollUpRepair');
    expect(after(job(), setHandler(job(), 'rollUpRepair'))).to.not.have.property('arguments');
  });

  it('tells of clocks that change between the times', () => {
    const across = ['2026-10-24T06:00:00Z', '2026-10-25T07:00:00Z'];
    expect(clocksChange('Europe/Berlin', across)).to.equal(true);
    expect(clocksChange('Asia/Shanghai', across)).to.equal(false);
    expect(clocksChange('Europe/Berlin', across.slice(1))).to.equal(false);
  });

  it('goes back and forth: 30 random edits, undone, done again', () => {
    const edit = fc.oneof(
      fc.constantFrom(...cycleNames).map((every) => (document: unknown) => setCron(document, jobCronOf(turned(jobCycleOf('0 8 * * 1'), every)))), // prettier-ignore
      fc.constantFrom('', 'Europe/Berlin', 'Asia/Shanghai').map((zone) => (document: unknown) => setZone(document, zone)), // prettier-ignore
      fc.constantFrom('cleanup', 'rollUpRepair').map((name) => (document: unknown) => setHandler(document, name)),
      fc.boolean().map((isOn) => (document: unknown) => setActive(document, isOn)),
      fc.constantFrom('skip' as const, 'queue' as const).map((each) => (document: unknown) => setOverlap(document, each)), // prettier-ignore
    );
    fc.assert(fc.property(fc.array(edit, { minLength: 30, maxLength: 30 }), (edits) => goesThereAndBack(job(), edits)), { numRuns: 60 }); // prettier-ignore
  });
});
