/** Steps of people: `approve`, `handle`, and `cc`, which only tells. */
import type { NodeKind } from '../node-kind.js';
import type { Token } from '../state.js';
import { openOverlayTask, openTask } from '../tasks.js';
import { advance, endInstance, placeOverlay } from '../tokens.js';
import { ask, nextId, rows, save, send, wait, type Work } from '../work.js';

function findPeople(work: Work, token: Token): void {
  wait(work, token.id, 'read');
  ask(work, token.id, { is: 'who', node: token.node });
}

const peopleStep = (id: 'approve' | 'handle'): NodeKind => ({
  id,
  enter(work, token) {
    if (token.overlay === null) findPeople(work, token);
    else openOverlayTask(work, token, work.tables.overlays[token.overlay]!);
  },
  resume(work, token, resume) {
    if (resume.is === 'people') return openTask(work, token, resume.resolution);
    if (resume.is !== 'verdict') return;
    if (resume.verdict === 'rejected') return endInstance(work, 'rejected', null);
    const behind = rows(work, 'overlays').find(({ task, state }) => task === resume.task && state === 'waiting');
    if (!behind) return advance(work, token);
    // The step is left by the last of the signers that were put behind it.
    work.tables.tokens[token.id] = { ...token, state: 'done', wait: null, resume: null };
    placeOverlay(work, token, behind.id);
  },
});

export const approve = peopleStep('approve');
export const handle = peopleStep('handle');

export const cc: NodeKind = {
  id: 'cc',
  enter: findPeople,
  resume(work, token, resume) {
    if (resume.is !== 'people') return;
    const { node, visit } = token;
    for (const user of new Set(resume.resolution.people.map((person) => person.user))) {
      save(work, 'copies', { id: nextId(work), node, visit, user });
      send(work, 'cc', `${node}:${visit}:${user}:${work.instance.seq}`, { user, node });
    }
    advance(work, token);
  },
};
