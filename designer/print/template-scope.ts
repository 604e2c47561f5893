/** Where the caret stands in a template: of which entity the fields are that can be named there. Pure. */
import type { Entity, Model } from '../../metadata/model/model.js';
import { stepAlong } from '../../metadata/print/step.js';

export interface TemplateScope {
  /** Undefined outside of `{{#each records}}` in a template over many records, and where a block leads nowhere. */
  readonly entity: Entity | undefined;
  /** The blocks that lead here, outermost first, as they are written: `lines`, `customer`. */
  readonly blocks: readonly string[];
  /** In a loop: `@number` and its like are known. */
  readonly inRows: boolean;
}

interface Level {
  readonly helper: string;
  readonly scope: TemplateScope;
}

const tag = /\{\{~?\s*(?:([#/])\s*([a-zA-Z]+)((?:[^}]|\}(?!\}))*)|[^}]*)\}\}/g;

/** `list`: the template is one document over many records. */
export function scopeAt(model: Model, entity: Entity, list: boolean, before: string): TemplateScope {
  const top: TemplateScope = { entity: list ? undefined : entity, blocks: [], inRows: false };
  const open: Level[] = [];
  const current = (): TemplateScope => open.at(-1)?.scope ?? top;
  for (const [, sign, helper = '', rest = ''] of before.matchAll(tag)) {
    if (sign === '/') {
      const at = open.findLastIndex((each) => each.helper === helper);
      if (at >= 0) open.length = at;
    } else if (sign === '#') open.push({ helper, scope: inside(model, entity, current(), helper, rest.trim()) });
  }
  return current();
}

/** What a block leads to; `if` and its like lead nowhere else. */
function inside(model: Model, records: Entity, from: TemplateScope, helper: string, rest: string): TemplateScope {
  if (helper !== 'each' && helper !== 'with') return from;
  const path = /^[\w.]+/.exec(rest)?.[0] ?? '';
  const inRows = from.inRows || helper === 'each';
  const blocks = [...from.blocks, path];
  if (!from.entity) return { entity: path === 'records' ? records : undefined, blocks, inRows };
  return { entity: entityAt(model, from.entity, path.split('.')), blocks, inRows };
}

/** The entity that a path of look-ups, or one of rows, leads to. */
export function entityAt(model: Model, from: Entity, parts: readonly string[]): Entity | undefined {
  let entity: Entity | undefined = from;
  for (let rest = parts; rest.length > 0 && entity;) {
    const step = stepAlong(model, entity, rest);
    if (!step) return undefined;
    const { target, links, children } = step.field;
    entity = model.entities.get(target ?? links?.target ?? children?.entity ?? '');
    rest = step.rest;
  }
  return entity;
}
