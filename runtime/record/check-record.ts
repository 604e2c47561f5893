/** Rules first, here: the server would say the same, only later. Messages by JSON pointer; none when all is well. */
import type { FormNode } from '../../metadata/schema/entity.js';
import { movesOf } from '../../metadata/rules/pipeline.js';
import { fieldState, followingValues, formValues, type FormContext } from './form-context.js';
import { fieldNodes } from './rules.js';

/** `nodes` are those of all tabs: what stands on a closed one counts too. */
export function checkRecord(form: FormContext, nodes: readonly FormNode[]): ReadonlyMap<string, string> {
  const { draft, entity, host } = form;
  const errors = new Map<string, string>();
  for (const [name, message] of draft.unreadable) errors.set(`/${name}`, message);
  const open = fieldNodes(nodes).flatMap(({ node, conditions }) => {
    const field = entity.fields.get(node.field);
    if (!field) return [];
    const state = fieldState(form, field, node, conditions);
    return state.visible && !state.readOnly ? [{ field, state }] : [];
  });
  const required = new Set(open.filter(({ state }) => state.required).map(({ field }) => field.name));
  const fields = open.map(({ field }) => field);
  const findings =
    form.rules?.findings(
      entity,
      fields,
      { ...draft.values, ...followingValues(form) },
      {
        isRequired: (field) => required.has(field.name),
        isOpen: (of, field, values, whole) =>
          (draft.isNew || whole !== undefined) && form.defaults?.isOpen(of, field, values, whole) === true,
      },
    ) ?? [];
  for (const { path, code, field } of findings) {
    if (errors.has(path)) continue;
    const label = host.i18n.label(field.label, field.name);
    const own = host.i18n.label(field.document.validMessage);
    errors.set(
      path,
      code === 'REQUIRED'
        ? host.i18n.t('record.required', { field: label })
        : code === 'NOT_AN_OPTION'
          ? host.i18n.t('finding.NOT_AN_OPTION', { field: label })
          : own || host.i18n.t('record.invalid', { field: label }),
    );
  }
  for (const { pipeline, from } of draft.base ? movesOf(entity, draft.base, draft.values) : []) {
    const path = `/${pipeline.field}`;
    // What cannot be told here is left to the server.
    const verdict = form.rules?.verdict(entity, from?.exitIf, formValues(form));
    if (verdict === undefined || verdict === true || errors.has(path)) continue;
    const field = entity.fields.get(pipeline.field);
    const label = host.i18n.label(field?.label, pipeline.field);
    errors.set(path, host.i18n.label(from?.exitMessage) || host.i18n.t('record.invalid', { field: label }));
  }
  return errors;
}
