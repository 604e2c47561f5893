/** The actions that somebody may run, as the browser offers them: what they make stays on the server until it is asked. */
import type { Entity } from '../../../metadata/model/model.js';
import type { EntityAction } from '../../../metadata/schema/entity-action.js';
import type { Sight } from '../app/visible.js';
import { compiledAction, mayRun } from './may-run.js';

/** Without steps, which may be of entities that the person does not know. */
export function visibleActions(sight: Sight, entity: Entity): EntityAction[] {
  return (entity.document.actions ?? []).flatMap((action) => {
    if (!mayRun(sight, entity, compiledAction(sight.model, entity, action, sight.functions))) return [];
    const { sets, opens: _opens, ...head } = action;
    // Whether it changes the record itself is told: then one must be allowed to.
    return [{ ...head, creates: [], ...(sets ? { sets: {} } : {}) }];
  });
}
