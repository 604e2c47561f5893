/** What rows may be grouped by: single values. Lists, objects, composites and sealed values have no one value a row. */
import type { Field } from '../model/model.js';
import type { Words } from '../value.js';
import { say } from '../words.js';
import type { FilterCheck } from './check-filter.js';
import { mentioned } from './paths.js';
import { fieldSealed } from './problems.js';
import type { CheckedSelect } from './types.js';

export function checkGroups(select: readonly CheckedSelect[], check: FilterCheck): void {
  for (const { path, aggregate } of select) {
    if (!path || aggregate) continue;
    if (path.field.sealed) {
      check.problems.push(fieldSealed(path.text, mentioned(path)));
      continue;
    }
    const why = reason(path.field, path.text);
    if (!why) continue;
    const words = say`Rows cannot be grouped by "${{ path: path.text }}": ${{ why }}.`;
    check.problems.push({ code: 'GROUP_NOT_ALLOWED', status: 422, path: path.text, ...words, about: mentioned(path) });
  }
}

function reason(field: Field, text: string): Words | undefined {
  if (field.parts)
    return say`it is made of parts; name one, like "${{ example: `${text}.${field.parts[0]?.partOf?.part ?? ''}` }}"`;
  if (field.valueType === 'list') return say`a record may have several of its values`;
  return field.valueType === 'json' ? say`it is an object, not a value` : undefined;
}
