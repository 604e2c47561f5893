/**
 * The host that a form on the canvas is shown with: the application as the drafts would have it. What is not published yet
 * has no rights of its own; whoever designs it sees all of it.
 */
import type { Entity, Field, Model } from '../../../metadata/model/model.js';
import { firstField } from '../../../metadata/model/parts.js';
import type { EntityAccess } from '../../../runtime/data/app-document.js';
import type { AppStore } from '../../../runtime/data/app-store.js';
import type { Host } from '../../../runtime/host/host.js';

const full: EntityAccess = {
  create: true, read: true, update: true, delete: true, export: true, import: true, bulk: true, print: true, assign: true, share: true, fields: {},
}; // prettier-ignore

export function designHost(host: Host, model: Model): Host {
  const { app } = host;
  const entity = (name: string): Entity | undefined => model.entities.get(name);
  const access = (name: string): EntityAccess | undefined => app.access(name) ?? (entity(name) ? full : undefined);
  const drafted: Partial<AppStore> = {
    entity,
    access,
    fieldClass: (field) => access(field.entity)?.fields[field.name] ?? 'write',
    path(from, path) {
      const hops: Field[] = [];
      let at = entity(from);
      for (let steps: readonly string[] = path.split('.'); at;) {
        const found = firstField(at, steps);
        if (!found) return undefined;
        if (found.rest.length === 0) return { field: found.field, hops };
        hops.push(found.field);
        at = entity(found.field.target ?? '');
        steps = found.rest;
      }
      return undefined;
    },
  };
  const store = new Proxy(app, {
    get(held, key) {
      if (key === 'model') return model;
      if (Object.hasOwn(drafted, key)) return drafted[key as keyof AppStore];
      const value: unknown = Reflect.get(held, key, held);
      return typeof value === 'function' ? (value as () => unknown).bind(held) : value;
    },
  });
  return { ...host, app: store };
}

/** The entity is part of the release: it has a table, and there may be records. */
export const isReleased = (host: Host, entity: string): boolean => host.app.entity(entity) !== undefined;
