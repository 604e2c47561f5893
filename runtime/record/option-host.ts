/**
 * A field's surroundings with only what fits the record: values by `optionsIf` and parents, records within the filter. A value
 * that no longer fits stays where it is and is told as a finding: nothing is cleared behind the person's back.
 */
import type { Entity, Field } from '../../metadata/model/model.js';
import type { FieldHost } from '../host/field-views.js';
import { isReference } from '../data/record.js';
import { recordMaker } from './record-maker.js';
import type { FormContext } from './form-context.js';
import type { Values } from './record-draft.js';

export function optionHost(form: FormContext, entity: Entity, field: Field, values: Values): FieldHost {
  const { rules, fieldHost } = form;
  if (!rules) return fieldHost;
  const held = values[field.name];
  const kept = new Set(
    (Array.isArray(held) ? (held as unknown[]) : [held]).map((each) => (isReference(each) ? each.id : each)),
  );
  const within = rules.optionFilter(entity, field, values);
  return {
    ...fieldHost,
    choices: (dictionary) => {
      const all = fieldHost.choices(dictionary);
      if (dictionary !== field.dictionary) return all;
      return all.filter((choice) => kept.has(choice.code) || rules.fits(entity, field, choice.code, values));
    },
    search: (target, text, page) => fieldHost.search(target, text, page, within),
    ...(fieldHost.make ? { make: recordMaker(form.host, within) } : {}),
  };
}
