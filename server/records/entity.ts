/** Entities by name, as somebody may know them: what may be neither read nor written does not exist, and links go with their records. */
import type { Entity } from '../../metadata/model/model.js';
import type { Context } from '../context.js';
import { notFound } from '../errors.js';

export function entityToRead(context: Context, name: string): Entity {
  const entity = context.release.model.entities.get(name);
  if (!entity || entity.link || !context.access.mayEver('read', name)) throw notFound();
  return entity;
}

/** For writing: known to whoever may read or create its records. */
export function entityToWrite(context: Context, name: string): Entity {
  const entity = context.release.model.entities.get(name);
  const { access } = context;
  if (!entity || entity.link || !(access.mayEver('read', name) || access.mayEver('create', name))) throw notFound();
  return entity;
}
