import { expect } from 'chai';
import { durationWords, estimatePublish, learnSpeeds } from '../../../metadata/document/publish-estimate.js';

describe('document/publish-estimate', () => {
  const convert = (rows: number) => ({ action: 'convertColumn', rows });

  it('guesses on the slow side until something was measured, and says so', () => {
    const guess = estimatePublish([convert(60_000), { action: 'addColumn', rows: 60_000 }], {});
    expect(guess).to.deep.equal({ milliseconds: 120_040, measured: false });
    expect(estimatePublish([{ action: 'addColumn', rows: 60_000 }], {})).to.deep.equal({ milliseconds: 20, measured: true }); // prettier-ignore
    expect(estimatePublish([], {})).to.deep.equal({ milliseconds: 0, measured: true });
  });

  it('goes by what such steps took here, each kind by its own', () => {
    const speeds = learnSpeeds({}, [{ ...convert(10_000), milliseconds: 2_000 }]);
    expect(estimatePublish([convert(60_000)], speeds)).to.deep.equal({ milliseconds: 12_020, measured: true });
    expect(estimatePublish([convert(60_000), { action: 'addIndex', rows: 100 }], speeds).measured).to.equal(false);
    const both = learnSpeeds(speeds, [{ ...convert(30_000), milliseconds: 2_000 }]);
    expect(both).to.deep.equal({ convertColumn: { rows: 40_000, milliseconds: 4_000 } });
  });

  it('learns nothing from a few rows, from steps without rows or from a clock that stood', () => {
    const nothing = [
      { ...convert(499), milliseconds: 300 },
      { action: 'createTable', rows: 9_000, milliseconds: 5 },
      { ...convert(9_000), milliseconds: 0 },
    ];
    expect(learnSpeeds({}, nothing)).to.deep.equal({});
  });

  it('forgets slowly: a faster disk shows after some large publishes', () => {
    let speeds = learnSpeeds({}, [{ ...convert(3_000_000), milliseconds: 3_000_000 }]);
    for (let publish = 0; publish < 8; publish++) speeds = learnSpeeds(speeds, [{ ...convert(1_000_000), milliseconds: 100_000 }]); // prettier-ignore
    const { milliseconds } = estimatePublish([convert(1_000_000)], speeds);
    expect(milliseconds).to.be.within(100_000, 250_000);
  });

  it('is said as a person would say it', () => {
    const said = ([20, 999, 1_000, 14_000, 15_000, 44_000, 45_000, 80_000, 120_000, 5_300_000, 5_400_000, 40_000_000] as const).map((each) => durationWords(each)); // prettier-ignore
    expect(said.map(({ unit, count }) => `${unit} ${count}`)).to.deep.equal([
      'moment 0', 'moment 0', 'seconds 0', 'seconds 0', 'halfMinute 0', 'halfMinute 0', 'minutes 1', 'minutes 1', 'minutes 2',
      'minutes 88', 'hours 2', 'hours 11',
    ]); // prettier-ignore
  });
});
