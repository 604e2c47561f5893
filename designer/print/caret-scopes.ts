/** Which record a template speaks of at the caret: the blocks that are open there, the innermost first. Pure; half-written text is read as far as it goes. */
import type { Entity, Model } from '../../metadata/model/model.js';
import { NeedsBuilder } from '../../metadata/print/needs.js';
import { resolve, type Scope } from '../../metadata/print/scope.js';

export interface Around {
  readonly model: Model;
  readonly entity: Entity;
  /** The template is one document over many records. */
  readonly list: boolean;
}

interface Open {
  readonly block: string;
  /** Absent for blocks that stay where they are: if, unless. */
  readonly scope?: Scope;
}

const tag = /\{\{!--[\s\S]*?--\}\}|\{\{~?([#/]?)\s*([^\s}~]*)\s*([^}]*?)~?\}\}/g;

export function scopesAt(before: string, { model, entity, list }: Around): readonly Scope[] {
  const needs = new NeedsBuilder(entity.name);
  const top: Scope = list ? { is: 'records', entity, needs } : { is: 'record', entity, needs, prefix: '' };
  const open: Open[] = [];
  const scopes = (): Scope[] => [...open.flatMap(({ scope }) => (scope ? [scope] : [])).reverse(), top];
  for (const [, sign, name = '', rest = ''] of before.matchAll(tag)) {
    if (sign === '#') open.push({ block: name, ...opened(model, scopes(), name, rest) });
    else if (sign === '/') {
      const at = open.map(({ block }) => block).lastIndexOf(name);
      if (at >= 0) open.length = at;
    } else if (name === 'else' && open.at(-1)?.scope) {
      // What stands there when there are no rows speaks of what is around.
      open.push({ block: open.pop()!.block });
    }
  }
  return scopes();
}

function opened(model: Model, scopes: readonly Scope[], block: string, rest: string): { readonly scope?: Scope } {
  if (block !== 'each' && block !== 'with') return {};
  const path = /^[^\s|]+/.exec(rest)?.[0] ?? '';
  const out = /^(?:\.\.\/)*/.exec(path)![0].length / 3;
  const scope = scopes[out];
  const names = path.slice(out * 3).split('.').filter(Boolean); // prettier-ignore
  const found = scope && names.length > 0 ? resolve(model, scope, names) : undefined;
  if (found?.is === 'rows' || found?.is === 'record') return { scope: found.scope };
  return { scope: { is: 'word' } };
}
