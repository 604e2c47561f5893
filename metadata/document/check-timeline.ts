/** What only the model can tell about the timeline of an entity: that its records point here and have a time. */
import type { Model } from '../model/model.js';
import type { EntityDocument } from '../schema/entity.js';
import type { Problem } from '../value.js';
import { problem, say } from '../words.js';
import { below } from './pointer.js';

/** Findings about `entity.timeline`; names that lead nowhere are told with all other names. */
export function checkTimeline({ name, timeline = [] }: EntityDocument, model: Model): readonly Problem[] {
  return timeline.flatMap(({ entity, field, at }, i) => {
    const fields = model.entities.get(entity)?.fields;
    const [pointer, time] = [fields?.get(field), fields?.get(at)];
    const leads = !pointer || pointer.target === name;
    const stands = !time || (time.valueType === 'datetime' && time.sortable);
    return [
      ...(leads
        ? []
        : [
            problem(
              below('/timeline', i, 'field'),
              'BAD_TIMELINE',
              say`"${{ field }}" does not point to a record of "${{ entity: name }}": name a look-up that does.`,
            ),
          ]),
      ...(stands
        ? []
        : [
            problem(
              below('/timeline', i, 'at'),
              'BAD_TIMELINE',
              say`"${{ field: at }}" must be a date with time that can be sorted by.`,
            ),
          ]),
    ];
  });
}
