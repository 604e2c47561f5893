/** Choices inside the text of an expression: fields of the entity it is about, along look-ups, and functions. Pure. */
import type { Choice, Choices, CompletionInput } from './completion.js';
import type { Spot } from './find-spot.js';
import { entityAt, objectsAround } from './names.js';

export function expressionChoices(input: CompletionInput, spot: Spot, value: unknown): Choices {
  const entity = entityAt(value, objectsAround(value, spot.keys), input.names);
  return choicesInExpression(input, { text: input.text.slice(spot.from + 1, input.position), entity, position: input.position }); // prettier-ignore
}

/** What an expression of an entity's records may go on with; `text` is what stands before `position`. */
export function choicesInExpression(
  input: Pick<CompletionInput, 'names' | 'functions' | 'label'>,
  at: { readonly text: string; readonly entity: string | undefined; readonly position: number },
): Choices {
  const { position } = at;
  const word = /[A-Za-z_$][\w.]*$/.exec(at.text)?.[0] ?? '';
  const path = word.split('.');
  let entity = at.entity;
  for (const step of path.slice(0, -1)) {
    entity = entity && input.names.fields(entity).find((each) => each.name === step)?.target;
  }
  const fields = (entity === undefined ? [] : input.names.fields(entity)).map((field): Choice => {
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
    from: position - path.at(-1)!.length,
    to: position,
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
