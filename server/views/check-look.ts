/**
 * What a saved view asks for must be allowed to whoever saves it, and its mode and options must be those of a view
 * document: the same checks say what is not.
 */
import { checkView } from '../../metadata/document/check-view.js';
import type { DocumentValidator } from '../../metadata/document/validate.js';
import type { ViewDocument } from '../../metadata/schema/entity.js';
import type { SavedLook } from '../../metadata/schema/saved-view.js';
import type { Problem } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { invalid, unprocessable } from '../errors.js';
import { prepareFor } from '../records/prepare.js';

/** Throws 403 for what may not be read and 422 for what has no meaning. */
export type CheckLook = (context: Context, entity: string, look: SavedLook) => void;

export function createLookCheck(validator: DocumentValidator): CheckLook {
  return (context, entity, look) => {
    const paths = modePaths(context, validator, entity, look);
    const columns = [...(look.columns ?? []).map((column) => column.path), ...paths];
    const shown = columns.filter((path) => !isList(context, entity, path));
    prepareFor(context, {
      entity,
      select: [...new Set(['id', ...shown])].map((path) => ({ path })),
      ...(look.filter ? { where: look.filter } : {}),
      ...(look.sort ? { sort: look.sort } : {}),
    });
    if (!look.group || look.group.length === 0) return;
    prepareFor(context, { entity, select: [...look.group, { aggregate: 'count', as: 'n' }] });
  };
}

const isList = (context: Context, entity: string, path: string): boolean =>
  context.release.model.entities.get(entity)?.fields.get(path)?.children !== undefined;

/** The fields that the options speak of. */
function modePaths(context: Context, validator: DocumentValidator, entity: string, look: SavedLook): readonly string[] {
  const { mode, options } = look;
  if (mode === undefined) {
    if (options === undefined) return [];
    throw unprocessable('MODE_NEEDED', 'Options belong to a mode: say which.', { path: '/look/mode' });
  }
  const view: ViewDocument = {
    kind: 'view',
    id: context.newId(),
    name: 'saved',
    schema: 1,
    entity,
    mode,
    ...(options ? { options } : {}),
    columns: [{ path: 'id' }],
  };
  refuse(validator.validate(view));
  refuse(checkView(view, context.release.model, context.registries));
  return (context.registries.view.find(mode)?.paths?.(options ?? {}) ?? []).map(({ path }) => path);
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw invalid(problems.map((each) => ({ ...each, path: `/look${each.path}` })));
}
