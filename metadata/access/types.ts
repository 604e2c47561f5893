/** What one principal may do, compiled from roles (compile.ts). Rows by filters, fields by classes, the rest by rights. */
import type { Entity, Field } from '../model/model.js';
import type { FeatureRight, FieldClass, RecordAction } from '../schema/app.js';
import type { Filter } from '../schema/query.js';
import type { Value } from '../value.js';

/** Who asks. `user` values are read by `user.…` in expressions. */
export interface Principal {
  readonly kind: 'user' | 'system';
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly department: string | null;
  readonly roles: readonly string[];
  readonly language: string;
}

export interface Access {
  readonly principal: Principal;
  /** For answers: changes with roles and sharing rules. What others share by hand must not show in it. */
  readonly tag: string;
  /** Changes whenever what this principal may see could change: part of every cache key, never of an answer. */
  readonly fingerprint: string;
  /** `{"and":[]}` is every row, `{"or":[]}` is none. Conditions may hold `{"expr":"user.id"}`. */
  filter(action: RecordAction, entity: string): Filter;
  /** A hint for menus and buttons, never the gate: some row could be allowed. */
  mayEver(action: RecordAction, entity: string): boolean;
  /** The instance check over a row in memory (`row` reads a path). */
  allows(action: RecordAction, entity: string, read: (path: string) => Value): boolean;
  fieldClass(entity: string, field: string): FieldClass;
  /** Read or write: may be shown, filtered, sorted, grouped. */
  canRead(field: Field): boolean;
  canWrite(field: Field): boolean;
  has(right: FeatureRight): boolean;
  /** Fields of an entity that may be shown at all (masked ones included). */
  visibleFields(entity: Entity): readonly Field[];
}
