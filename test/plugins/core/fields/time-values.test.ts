import { expect } from 'chai';
import fc from 'fast-check';
import {
  readDurationText,
  readTimeText,
  writeDuration,
  writeTime,
} from '../../../../plugins/core/fields/time-values.js';

describe('fields: times and lengths of time', () => {
  it('reads times of day as people write them', () => {
    const at = (text: string) => {
      const seconds = readTimeText(text);
      return seconds === undefined ? undefined : writeTime(seconds, seconds % 60 !== 0);
    };
    const read: readonly (readonly [string, string])[] = [
      ['8:30', '08:30'], ['08.30', '08:30'], ['0830', '08:30'], ['8h30', '08:30'], ['8 h', '08:00'], ['20:15:07', '20:15:07'],
      ['8:30 pm', '20:30'], ['12:00 am', '00:00'], ['12 p.m.', '12:00'], ['8PM', '20:00'], ['下午3:05', '15:05'],
      ['8时30分', '08:30'], ['８：３０', '08:30'], ['00:00', '00:00'], ['23:59', '23:59'],
    ]; // prettier-ignore
    for (const [text, expected] of read) expect(at(text), text).to.equal(expected);
    for (const text of ['24:00', '8:60', '8', '83', '13 pm', '0 am', 'noon', '', '8:3', '-1:00', '8:30:61']) {
      expect(at(text), text).to.equal(undefined);
    }
  });

  it('reads lengths of time as people write them', () => {
    const minutes = (text: string) => {
      const seconds = readDurationText(text, 'minutes');
      return seconds === undefined ? undefined : seconds / 60;
    };
    const read: readonly (readonly [string, number])[] = [
      ['1:30', 90], ['90', 90], ['1h 30m', 90], ['1h30', NaN], ['1.5 h', 90], ['1,5h', 90], ['90 min', 90], ['2 days', 2880],
      ['1 día 2 horas', 1560], ['1小时30分', 90], ['100:00', 6000], ['1:30:00', 90], ['0', 0],
    ]; // prettier-ignore
    for (const [text, expected] of read) {
      expect(minutes(text), text).to.equal(Number.isNaN(expected) ? undefined : expected);
    }
    for (const text of ['1:75', '30m 1h', '1 parsec', 'h', '', '-5', '1h 1h']) {
      expect(minutes(text), text).to.equal(undefined);
    }
    expect(readDurationText('1:30', 'seconds'), 'minutes and seconds').to.equal(90);
    expect(readDurationText('1:00:05', 'seconds')).to.equal(3605);
  });

  it('reads back every length it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), fc.constantFrom('minutes' as const, 'seconds' as const), (value, unit) => {
        const seconds = readDurationText(writeDuration(value, unit), unit);
        expect(seconds).to.equal(value * (unit === 'minutes' ? 60 : 1));
      }),
    ); // prettier-ignore
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_399 }), (seconds) => {
        expect(readTimeText(writeTime(seconds, true))).to.equal(seconds);
      }),
    );
  });
});
