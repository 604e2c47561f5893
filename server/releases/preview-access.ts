/**
 * Rights in a preview: those of the release, to the last row and field. What the release does not have yet is shown whole,
 * since nothing is in it; a row rule that speaks of what the drafts change gives no rows rather than others.
 */
import { compileAccess } from '../../metadata/access/compile.js';
import { everything, nothing } from '../../metadata/access/scope.js';
import type { Access } from '../../metadata/access/types.js';
import type { Model } from '../../metadata/model/model.js';
import { recordActions, type FieldClass, type RecordAction, type RoleDocument } from '../../metadata/schema/app.js';
import type { Filter } from '../../metadata/schema/query.js';
import { localDate } from '../../metadata/time.js';
import type { Services } from '../context.js';
import type { Difference } from './preview-tables.js';

export interface PreviewRights {
  /** In the release. */
  readonly own: Access;
  readonly live: Model;
  readonly model: Model;
  /** Of the drafts. */
  readonly hash: string;
  readonly difference: Difference;
  readonly services: Pick<Services, 'registries' | 'clock' | 'fold'>;
}

const held = new WeakMap<Access, { readonly model: Model; readonly access: Access }>();

/** Kept by the rights it is made of, for the drafts seen last. */
export function previewAccess(rights: PreviewRights): Access {
  const { own, model } = rights;
  const kept = held.get(own);
  if (kept?.model === model) return kept.access;
  const access = make(rights);
  held.set(own, { model, access });
  return access;
}

const weakest: readonly FieldClass[] = ['hidden', 'mask', 'read', 'write'];

function make({ own, live, model, hash, difference, services }: PreviewRights): Access {
  const drafted = draftedAccess(own, live, model, services);
  const isReleased = (entity: string): boolean => live.entities.has(entity);
  const means = (filter: Filter): boolean => isSame(filter, difference);
  const rows = (action: RecordAction, entity: string): Filter => {
    const filter = own.filter(action, entity);
    return means(filter) ? filter : nothing;
  };
  const fieldClass = (entity: string, field: string): FieldClass => {
    const now = drafted.fieldClass(entity, field);
    if (!live.entities.get(entity)?.fields.has(field)) return now;
    const released = own.fieldClass(entity, field);
    return weakest.indexOf(released) < weakest.indexOf(now) ? released : now;
  };
  const atLeastRead = (name: FieldClass): boolean => name === 'read' || name === 'write';
  return {
    principal: own.principal,
    tag: `${own.tag}.${hash}`,
    fingerprint: `${own.fingerprint}.${hash}`,
    filter: (action, entity) => (isReleased(entity) ? rows(action, entity) : drafted.filter(action, entity)),
    mayEver: (action, entity) => (isReleased(entity) ? own : drafted).mayEver(action, entity),
    allows: (action, entity, read) =>
      isReleased(entity)
        ? means(own.filter(action, entity)) && own.allows(action, entity, read)
        : drafted.allows(action, entity, read),
    fieldClass,
    canRead: (field) => atLeastRead(fieldClass(field.entity, field.name)),
    canWrite: (field) => fieldClass(field.entity, field.name) === 'write',
    has: (right) => own.has(right),
    visibleFields: (entity) => [...entity.fields.values()].filter((field) => fieldClass(entity.name, field.name) !== 'hidden'),
  }; // prettier-ignore
}

/** The released roles over the new model: what derived fields may show is decided there; new entities are open. */
function draftedAccess(own: Access, live: Model, model: Model, { registries, clock, fold }: PreviewRights['services']) {
  const roles = own.principal.roles.flatMap((name) => live.find('role', name) ?? []);
  const fresh = [...model.entities.values()].filter(({ name, link }) => !live.entities.has(name) && !link);
  const actions = Object.fromEntries(recordActions.map((action) => [action, action === 'create' ? true : 'all']));
  const open: RoleDocument = {
    kind: 'role',
    id: '0'.repeat(26),
    name: 'preview',
    schema: 1,
    grants: fresh.map(({ name }) => ({ entity: name, actions: actions as RoleDocument['grants'][number]['actions'] })),
  };
  const { timeZone } = model.settings;
  const now = () => clock.now().toISOString();
  return compileAccess([...roles, open], own.principal, model, registries.function, {
    timeZone,
    now,
    today: () => localDate(now(), timeZone),
    fold,
  });
}

/** Whether a row rule still says what it said: it names nothing that the drafts change. */
function isSame(filter: Filter, difference: Difference): boolean {
  const text = JSON.stringify(filter);
  if (difference.size === 0 || text === JSON.stringify(everything)) return true;
  return ![...(text.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? [])].some((word) => difference.has(word));
}
