/** `wait`: for a time, a condition of the record or a signal, whichever comes first. */
import { blockOf } from '../compiled.js';
import type { NodeKind } from '../node-kind.js';
import type { Token } from '../state.js';
import { armAfter, armAt, cancelTimers } from '../timers.js';
import { advance } from '../tokens.js';
import { isInstant, zonedDayStart } from '../../time.js';
import { ask, nodeOf, note, wait as waitFor, type Work } from '../work.js';

const timerOf = ({ id, node, visit }: Token) =>
  ({ owner: { table: 'tokens', id }, node, visit, tier: 0, does: 'go_on' }) as const;

/** What it waits for, as it is shown. */
function stand(work: Work, token: Token): void {
  const { when, signal } = blockOf(nodeOf(work, token.node), 'wait');
  waitFor(work, token.id, signal !== undefined ? 'signal' : when !== undefined ? 'condition' : 'timer');
}

export const wait: NodeKind = {
  id: 'wait',
  enter(work, token) {
    const { after, until, when } = blockOf(nodeOf(work, token.node), 'wait');
    stand(work, token);
    if (after !== undefined) armAfter(work, timerOf(token), after);
    const expressions = { ...(until === undefined ? {} : { until }), ...(when === undefined ? {} : { when }) };
    if (Object.keys(expressions).length > 0) ask(work, token.id, { is: 'eval', expressions, scope: token.scope });
  },
  resume(work, token, resume) {
    const { after, when, signal } = blockOf(nodeOf(work, token.node), 'wait');
    const goOn = () => {
      cancelTimers(work, token.id);
      advance(work, token);
    };
    if (resume.is === 'timer' || resume.is === 'signal') return goOn();
    if (resume.is !== 'values') return;
    const { until, when: holds } = resume.values;
    if (holds === true) return goOn();
    if (until !== undefined) {
      const { zone } = work.env.calendar;
      const text = typeof until !== 'string' ? '' : until.length === 10 ? zonedDayStart(until, zone) : until;
      const isLater = isInstant(text) && text > work.env.now;
      if (isLater) armAt(work, timerOf(token), text);
      // No time at all, or one that is over: there is nothing to wait for, unless something else is.
      else if (isInstant(text) || (after === undefined && when === undefined && signal === undefined)) {
        note(work, 'wait_over', { node: token.node, until: text });
        return goOn();
      }
    }
    stand(work, token);
  },
};
