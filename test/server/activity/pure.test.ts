/** The cores of activity that need no database: quiet hours, the merged stream, who is present. */
import { expect } from 'chai';
import fc from 'fast-check';
import { isQuiet, wants } from '../../../server/activity/notice-settings.js';
import { createPresence, type Presence } from '../../../server/activity/presence.js';
import { merge } from '../../../server/activity/timeline.js';
import type { LiveEvent } from '../../../server/http/events.js';
import { createEventHub } from '../../../server/http/hub.js';
import { createTestClock, type TestClock } from '../../helper/http.js';
import { quietLog } from '../../helper/databases.js';

describe('activity/notice-settings', () => {
  it('takes the first minute of quiet hours in and leaves the last out, over midnight too', () => {
    const night = { quiet: { from: '22:00', to: '07:00' } };
    const noon = { quiet: { from: '12:00', to: '13:00' } };
    for (const [settings, time, quiet] of [
      [night, '21:59', false], [night, '22:00', true], [night, '00:00', true], [night, '06:59', true], [night, '07:00', false],
      [noon, '12:00', true], [noon, '13:00', false], [{ quiet: { from: '08:00', to: '08:00' } }, '08:00', false], [undefined, '03:00', false],
    ] as const) expect(isQuiet(settings, time), time).to.equal(quiet);
  }); // prettier-ignore

  it('is quiet exactly where the opposite hours are not', () => {
    const minutes = fc.integer({ min: 0, max: 1439 });
    const text = (minute: number) =>
      `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    fc.assert(
      fc.property(minutes, minutes, minutes, (from, to, time) => {
        fc.pre(from !== to);
        const hours = { quiet: { from: text(from), to: text(to) } };
        const others = { quiet: { from: text(to), to: text(from) } };
        expect(isQuiet(hours, text(time))).to.equal(!isQuiet(others, text(time)));
      }),
    );
  });

  it('wants what was never refused', () => {
    expect(wants(undefined, 'mention')).to.equal(true);
    expect(wants({ kinds: { mention: false } }, 'comment')).to.equal(true);
    expect(wants({ kinds: { mention: false } }, 'mention')).to.equal(false);
  });
});

describe('activity/timeline', () => {
  const at = (minute: number) => `2026-11-21T08:${String(minute).padStart(2, '0')}:00.000Z`;
  const change = (minute: number, version: number) => ({
    version,
    at: at(minute),
    by: null,
    action: 'update',
    changes: [],
  });
  const comment = (minute: number, id: number) => ({
    id: String(id),
    at: at(minute),
    by: null,
    text: 'x',
    mentions: [],
  });
  const newestFirst = fc
    .array(fc.integer({ min: 0, max: 59 }), { maxLength: 20 })
    .map((list) => list.sort((a, b) => b - a));

  it('puts records of other entities among them: after a comment of the same instant, before a change', () => {
    const record = (minute: number, id: string) => ({ at: at(minute), record: { entity: 'call', id, label: id, values: {} } });
    const merged = merge({ changes: [change(5, 2), change(1, 1)], comments: [comment(5, 7)] }, [record(5, 'a'), record(2, 'b')], [record(4, 'c')]);
    expect(
      merged.map((item) => (item.type === 'record' ? item.record.id : item.type === 'change' ? `v${item.change.version}` : item.type === 'comment' ? `#${item.comment.id}` : '')),
    ).to.deep.equal(['#7', 'a', 'v2', 'c', 'b', 'v1']);
  }); // prettier-ignore

  it('keeps all of both, each in its own order, newest first', () => {
    fc.assert(
      fc.property(newestFirst, newestFirst, (changes, comments) => {
        const entries = changes.map((minute, index) => change(minute, 100 - index));
        const words = comments.map((minute, index) => comment(minute, index));
        const merged = merge({ changes: entries, comments: words });
        expect(merged.flatMap((item) => (item.type === 'change' ? [item.change] : []))).to.deep.equal(entries);
        expect(merged.flatMap((item) => (item.type === 'comment' ? [item.comment] : []))).to.deep.equal(words);
        const times = merged.map((item) => item.at);
        expect(times).to.deep.equal([...times].sort().reverse());
      }),
    );
  });
});

describe('activity/presence', () => {
  let clock: TestClock;
  let presence: Presence;
  let events: LiveEvent[];
  const place = { entity: 'order', id: '01J00000000000000000000001' };
  const say = (userId: string, state: 'view' | 'edit' | 'gone', page = 'first') =>
    presence.beat({ ...place, userId, page, state });
  const people = () => presence.at(place.entity, place.id).map(({ id, state }) => `${id} ${state}`);
  beforeEach(() => {
    clock = createTestClock();
    events = [];
    const hub = createEventHub(quietLog());
    hub.subscribe((event) => events.push(event));
    presence = createPresence({ clock, events: hub });
  });
  afterEach(() => presence.close());

  it('counts a person once, editing above viewing, until the last page has gone', () => {
    say('ann', 'view', 'first');
    say('ann', 'edit', 'second');
    expect(people()).to.deep.equal(['ann edit']);
    say('ann', 'gone', 'second');
    expect(people()).to.deep.equal(['ann view']);
    say('ann', 'gone', 'first');
    expect(people()).to.deep.equal([]);
  });

  it('tells only what changes who is seen', () => {
    say('ann', 'view');
    say('ann', 'view');
    say('bo', 'view');
    say('bo', 'edit');
    expect(events).to.have.length(3);
    expect(events[0]).to.deep.equal({ type: 'presence', ...place });
  });

  it('forgets who says nothing for a while', () => {
    say('ann', 'view');
    clock.advance(20);
    say('bo', 'view');
    clock.advance(10);
    expect(people()).to.deep.equal(['bo view']);
  });
});
