import { expect } from 'chai';
import { RecentWork } from '../../../server/work/recent-work.js';

describe('work/recent-work', () => {
  let now = 0;
  const make = (processors: number): RecentWork => new RecentWork({ processors, now: () => now });
  beforeEach(() => {
    now = 0;
  });

  it('leaves one processor to others where somebody has worked long', () => {
    const recent = make(2);
    expect(recent.most('ann', 2, 2)).to.equal(2);
    recent.add('ann', 800);
    expect(recent.most('ann', 2, 2)).to.equal(1);
    expect(recent.most('ben', 2, 2)).to.equal(2);
    const one = make(1);
    one.add('ann', 800);
    expect(one.most('ann', 2, 2)).to.equal(1);
  });

  it('does not where processors are enough, and of many short tasks', () => {
    const many = make(4);
    many.add('ann', 60_000);
    expect(many.most('ann', 2, 2)).to.equal(2);
    const short = make(2);
    for (let n = 0; n < 100; n++) short.add('ann', 150);
    expect(short.most('ann', 2, 2)).to.equal(2);
  });

  it('forgets, the longest work too', () => {
    const recent = make(2);
    recent.add('ann', 600_000);
    now = 10_000;
    expect(recent.most('ann', 2, 2)).to.equal(1);
    now = 11_000;
    expect(recent.most('ann', 2, 2)).to.equal(2);
  });
});
