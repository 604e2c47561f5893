/** Choices inside the text of an expression: fields of the entity it is about, along look-ups, and functions. Pure. */
import type { Choice, Choices, CompletionInput } from './completion.js';
import type { Spot } from './find-spot.js';
import { entityAt, objectsAround } from './names.js';

export function expressionChoices(input: CompletionInput, spot: Spot, value: unknown): Choices {
  const word = /[A-Za-z_$][\w.]*$/.exec(input.text.slice(spot.from + 1, input.position))?.[0] ?? '';
  const entity = entityAt(value, objectsAround(value, spot.keys), input.names);
  const path = word.split('.');
  let at = entity;
  for (const step of path.slice(0, -1)) {
    at = at && input.names.fields(at).find((each) => each.name === step)?.target;
  }
  const fields = (at === undefined ? [] : input.names.fields(at)).map((field): Choice => {
    const info = input.label(field.label);
    const detail = field.detail;
    return {
      label: field.name,
      insert: field.name,
      type: 'name',
      ...(detail ? { detail } : {}),
      ...(info ? { info } : {}),
    };
  });
  const functions = path.length > 1 ? [] : input.functions;
  return {
    from: input.position - path.at(-1)!.length,
    to: input.position,
    choices: [
      ...fields,
      ...functions.map((each): Choice => {
        const info = input.label(each.label);
        const detail = each.detail;
        const insert = `${each.name}()`;
        return { label: each.name, insert, caret: insert.length - 1, type: 'function', ...(detail ? { detail } : {}), ...(info ? { info } : {}) };
      }),
    ],
  }; // prettier-ignore
}
