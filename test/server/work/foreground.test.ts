import { mock } from 'node:test';
import { expect } from 'chai';
import fc from 'fast-check';
import { RequestsFirst } from '../../../server/work/foreground.js';

describe('work/foreground', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  const watched = () => {
    const told: boolean[] = [];
    return { told, requests: new RequestsFirst((isHeld) => told.push(isHeld)) };
  };

  it('holds what works in the background until the last request is answered', () => {
    const { told, requests } = watched();
    const first = requests.begin();
    const second = requests.begin();
    first();
    first();
    expect(told).to.deep.equal([true]);
    second();
    expect(told).to.deep.equal([true, false]);
    requests.begin();
    expect(told).to.deep.equal([true, false, true]);
  });

  it('goes on although an answer takes long', () => {
    const { told, requests } = watched();
    const end = requests.begin();
    mock.timers.tick(24);
    expect(told).to.deep.equal([true]);
    mock.timers.tick(1);
    expect(told).to.deep.equal([true, false]);
    end();
    requests.begin();
    expect(told).to.deep.equal([true, false, true]);
  });

  it('leaves half of the time to the background, however many requests come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 200 })), { minLength: 1 }),
        (asked) => {
          mock.timers.reset();
          mock.timers.enable({ apis: ['setTimeout'] });
          let isHeld: boolean = false;
          const requests = new RequestsFirst((held) => (isHeld = held));
          for (const [gap, takes] of asked) setTimeout(() => setTimeout(requests.begin(), takes), gap * 20);
          let held = 0;
          let free = 0;
          for (let ms = 0; ms < 2000; ms++) {
            const was: boolean = isHeld;
            mock.timers.tick(1);
            // After all that may be at once, as much without.
            if (isHeld && !was && held >= 49) expect(free).to.be.at.least(49);
            if (isHeld !== was) [held, free] = isHeld ? [0, free] : [held, 0];
            if (isHeld) held++;
            else free++;
            expect(held).to.be.at.most(51);
          }
          expect(isHeld).to.equal(false);
        },
      ),
      { numRuns: 60 },
    );
  });
});
