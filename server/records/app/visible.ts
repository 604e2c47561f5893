/** What of a document one person may see: fields by class, paths hop by hop, expressions by what they read. */
import type { Access } from '../../../metadata/access/types.js';
import type { FunctionDefinition } from '../../../metadata/contributions.js';
import { dependenciesOf } from '../../../metadata/expression/dependencies.js';
import { parseExpression } from '../../../metadata/expression/parse.js';
import type { Entity, Field, Model } from '../../../metadata/model/model.js';
import { rollUpSource } from '../../../metadata/model/roll-up.js';
import { relationTarget } from '../../../metadata/model/links.js';
import { firstField } from '../../../metadata/model/parts.js';
import type { Registry } from '../../../metadata/registry.js';
import type { Filter } from '../../../metadata/schema/query.js';

export class Sight {
  readonly model: Model;
  readonly access: Access;
  readonly functions: Registry<FunctionDefinition>;

  constructor(model: Model, access: Access, functions: Registry<FunctionDefinition>) {
    this.model = model;
    this.access = access;
    this.functions = functions;
  }

  /** Known to the person at all: some of its records may be read or created. */
  entity(name: string): Entity | undefined {
    const entity = this.model.entities.get(name);
    const { access } = this;
    return entity && !entity.link && (access.mayEver('read', name) || access.mayEver('create', name))
      ? entity
      : undefined;
  }

  field(field: Field): boolean {
    if (this.access.fieldClass(field.entity, field.name) === 'hidden') return false;
    if (field.children) return this.entity(field.children.entity) !== undefined;
    if (field.links) return this.entity(field.links.target) !== undefined;
    const entity = this.model.entities.get(field.entity);
    // What depends on a hidden field is hidden with it.
    const source = entity && field.rollUp && rollUpSource(this.model, entity, field.rollUp);
    if (field.rollUp) return source !== undefined && this.path(entity!, field.rollUp.relation) && source.fields.every((each) => this.field(each)); // prettier-ignore
    return !field.formula || (entity !== undefined && this.expression(entity, field.formula.expression));
  }

  /** A dotted path through look-ups, or through a children field or relation. */
  path(entity: Entity, path: string): boolean {
    const names = path.split('.');
    const [name = ''] = names;
    const found = firstField(entity, names);
    const field = found?.field;
    const rest = found?.rest ?? names.slice(1);
    const relation = entity.relations.get(name);
    if (field ? !this.field(field) : !relation) return false;
    if (rest.length === 0) return true;
    const next = this.entity(field?.target ?? (relation ? relationTarget(this.model, relation) : ''));
    return next !== undefined && this.path(next, rest.join('.'));
  }

  /** Every field the expression reads may be seen; one that cannot be read at all reveals nothing that works. */
  expression(entity: Entity, text: string): boolean {
    const { fields } = dependenciesOf(parseExpression(text).node, this.functions);
    return fields.every((path) => this.path(entity, path));
  }

  /** The same of an expression about options, where the record's fields are `record.…`. */
  options(entity: Entity, text: string): boolean {
    const { fields } = dependenciesOf(parseExpression(text).node, this.functions);
    const own = fields.filter((path) => path.startsWith('record.'));
    return own.every((path) => this.path(entity, path.slice('record.'.length)));
  }

  /** `segments` are those that the filter stands in. */
  filter(entity: Entity, filter: Filter, segments: readonly string[] = []): boolean {
    if ('and' in filter) return filter.and.every((part) => this.filter(entity, part, segments));
    if ('or' in filter) return filter.or.every((part) => this.filter(entity, part, segments));
    if ('not' in filter) return this.filter(entity, filter.not, segments);
    if ('field' in filter) return this.path(entity, filter.field);
    if ('memberOf' in filter) return true;
    if ('shared' in filter) return filter.along === undefined || this.path(entity, filter.along);
    if ('segment' in filter) return this.segment(entity, filter.segment, segments);
    const relation = 'some' in filter ? filter.some : 'none' in filter ? filter.none : filter.measure.relation;
    const where = 'measure' in filter ? filter.measure.where : filter.where;
    if (!this.path(entity, relation)) return false;
    const target = this.#endOf(entity, relation);
    return !where || (target !== undefined && this.filter(target, where, segments));
  }

  /** A segment inside itself is refused by the check of documents; here it is simply not to be seen. */
  segment(entity: Entity, name: string, outer: readonly string[] = []): boolean {
    const segment = outer.includes(name) ? undefined : this.model.find('segment', name);
    if (!segment || segment.entity !== entity.name) return false;
    return this.filter(entity, segment.filter, [...outer, name]);
  }

  #endOf(entity: Entity, path: string): Entity | undefined {
    return path.split('.').reduce<Entity | undefined>((at, name) => {
      const relation = at?.relations.get(name);
      const next = at?.fields.get(name)?.target ?? (relation && relationTarget(this.model, relation));
      return next === undefined ? undefined : this.model.entities.get(next);
    }, entity);
  }
}
