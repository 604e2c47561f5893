/** What an expression may name, told before it runs: the static half of an Environment. */
import type { FunctionDefinition } from '../contributions.js';
import type { Registry } from '../registry.js';
import type { ValueType } from '../value.js';
import type { Node } from './ast.js';

/** `user.…` is always known: id, login, name, department. What a scope leaves out does not exist there. */
export interface Scope {
  readonly functions: Registry<FunctionDefinition>;
  /** Type of a field path, `row["Unit price"]` being `['row', 'Unit price']`; undefined when there is no such field. */
  field?(path: readonly string[]): ValueType | undefined;
  parameter?(name: string): ValueType | undefined;
  datum?(path: readonly string[]): ValueType | undefined;
  /** Cell references may be used: sheets. */
  readonly cells?: boolean;
  /** Type of a call that the environment's `aggregate` answers itself: its arguments are then not checked. */
  call?(name: string, arguments_: readonly Node[]): ValueType | undefined;
  /** Names that exist below a path (parameters: below none), for suggestions and completion. */
  known?(kind: 'field' | 'parameter' | 'datum', parent: readonly string[]): readonly string[];
}

export const userTypes: ReadonlyMap<string, ValueType> = new Map<string, ValueType>([
  ['id', 'id'],
  ['login', 'text'],
  ['name', 'text'],
  ['department', 'id'],
]);
