/** What names mean at a place of a template: the row that blocks have led to, and how a path goes on from there. */
import type { Entity, Field, Model } from '../model/model.js';
import type { NeedsBuilder } from './needs.js';
import { namesFrom, stepAlong } from './step.js';

/** Where a path may start. */
export type Scope =
  /** A record or what a look-up of it leads to (`prefix` is `customer.` then). */
  | { readonly is: 'record'; readonly entity: Entity; readonly needs: NeedsBuilder; readonly prefix: string }
  /** A word of a list field. */
  | { readonly is: 'word' }
  /** The outermost of a template over many records: it has `records` and nothing else. */
  | { readonly is: 'records'; readonly entity: Entity; readonly needs: NeedsBuilder };

export type Meaning =
  | { readonly is: 'value'; readonly field: Field }
  /** `field` is the look-up that leads there; without one it is the row itself. */
  | { readonly is: 'record'; readonly scope: Extract<Scope, { is: 'record' }>; readonly field?: Field }
  /** Rows: those of a relation (`field`), or all records. */
  | { readonly is: 'rows'; readonly scope: Extract<Scope, { is: 'record' }>; readonly field?: Field }
  /** A field of every row; `split` is how many names lead to the rows. */
  | { readonly is: 'column'; readonly field: Field; readonly split: number }
  | { readonly is: 'words'; readonly field: Field }
  | { readonly is: 'word' }
  /** `name` leads nowhere; `inRows`: a second relation within one path. */
  | { readonly is: 'nothing'; readonly name: string; readonly known: readonly string[]; readonly inRows?: true };

/** What a path from a scope means; what it reads is noted in the needs. */
export function resolve(model: Model, scope: Scope, parts: readonly string[]): Meaning {
  if (scope.is === 'word') return parts.length === 0 ? { is: 'word' } : nothing(parts[0]!, []);
  if (scope.is === 'records') {
    const [name = '', ...rest] = parts;
    if (name !== 'records') return nothing(name, ['records']);
    const rows = { is: 'record', entity: scope.entity, needs: scope.needs, prefix: '' } as const;
    return rest.length === 0 ? { is: 'rows', scope: rows } : column(model, rows, rest, 1);
  }
  if (parts.length === 0) return { is: 'record', scope };
  return walk(model, scope, parts);
}

const nothing = (name: string, known: readonly string[]): Meaning => ({ is: 'nothing', name, known });

type RecordScope = Extract<Scope, { is: 'record' }>;

function walk(model: Model, from: RecordScope, parts: readonly string[]): Meaning {
  let { entity, prefix } = from;
  for (let rest = parts; ;) {
    const found = stepAlong(model, entity, rest);
    if (!found || found.field.sealed) return nothing(rest[0]!, namesFrom(entity));
    const { field } = found;
    rest = found.rest;
    const rows = model.entities.get(field.links?.target ?? field.children?.entity ?? '');
    if (field.links || field.children) {
      if (!rows) return nothing(field.name, []);
      const inner = { is: 'record', entity: rows, needs: from.needs.relation(prefix + field.name, rows.name), prefix: '' } as const; // prettier-ignore
      return rest.length === 0
        ? { is: 'rows', scope: inner, field }
        : column(model, inner, rest, parts.length - rest.length);
    }
    const target = field.target === undefined ? undefined : model.entities.get(field.target);
    const path = prefix + field.name;
    from.needs.addPath(path);
    if (rest.length === 0) {
      if (target) return { is: 'record', scope: { ...from, entity: target, prefix: `${path}.` }, field };
      return field.valueType === 'list' ? { is: 'words', field } : { is: 'value', field };
    }
    if (!target) return nothing(rest[0]!, []);
    entity = target;
    prefix = `${path}.`;
  }
}

function column(model: Model, rows: RecordScope, parts: readonly string[], split: number): Meaning {
  const found = walk(model, rows, parts);
  if (found.is === 'value' || found.is === 'words') return { is: 'column', field: found.field, split };
  if (found.is === 'record') {
    const field = fieldAt(model, rows.entity, parts);
    return field ? { is: 'column', field, split } : nothing(parts[0]!, []);
  }
  return found.is === 'nothing'
    ? found
    : { ...(nothing(parts[0]!, []) as Extract<Meaning, { is: 'nothing' }>), inRows: true };
}

/** The field at the end of a path through look-ups. */
function fieldAt(model: Model, entity: Entity, parts: readonly string[]): Field | undefined {
  let at: Entity | undefined = entity;
  for (let rest = parts; at;) {
    const found = stepAlong(model, at, rest);
    if (!found || found.rest.length === 0) return found?.field;
    at = model.entities.get(found.field.target ?? '');
    rest = found.rest;
  }
  return undefined;
}
