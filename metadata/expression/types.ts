/** How value types relate: which may be compared, which a parameter takes, what two branches have in common. */
import type { FunctionDefinition } from '../contributions.js';
import type { ValueType, Words } from '../value.js';
import { say } from '../words.js';

type Parameter = FunctionDefinition['parameters'][number];

/** Nothing is known before the value is there: it is checked then. */
export function isOpen(type: ValueType): boolean {
  return type === 'any' || type === 'null' || type === 'json';
}

/** Texts and record ids are compared as text; every other type only with itself. */
function family(type: ValueType): ValueType {
  return type === 'id' ? 'text' : type;
}

export function areComparable(a: ValueType, b: ValueType): boolean {
  return isOpen(a) || isOpen(b) || family(a) === family(b);
}

/** The type of `if(c, a, b)` or `coalesce(a, b)`; `any` when they differ. */
export function commonType(types: readonly ValueType[]): ValueType {
  const known = types.filter((type) => type !== 'null');
  const [first] = known;
  if (first === undefined) return 'null';
  if (known.every((type) => type === first)) return first;
  return known.every((type) => family(type) === 'text') ? 'text' : 'any';
}

/** The type of the items of values where lists count as their items; what lists hold is unknown. */
export function itemType(types: readonly ValueType[]): ValueType {
  return commonType(types.map((type) => (type === 'list' ? 'any' : type)));
}

/** A parameter of type date takes a date-time too (its local date); a repeated one takes lists of its items. */
export function takes(parameter: Parameter, type: ValueType): boolean {
  if (isOpen(type) || parameter.type === 'any') return true;
  if (type === 'list') return parameter.type === 'list' || parameter.repeat === true;
  if (parameter.type === 'date') return type === 'date' || type === 'datetime';
  return family(parameter.type) === family(type);
}

const words: Readonly<Record<ValueType, Words>> = {
  boolean: say`true or false`, number: say`a number`, text: say`a text`, date: say`a date`,
  datetime: say`a date-time`, id: say`a record id`, json: say`structured data`, list: say`a list`,
  null: say`null`, any: say`any value`,
}; // prettier-ignore

/**
 * What a scope says of a name, if it is a type. Scopes are often look-ups in plain objects, where `constructor` finds
 * something that nobody declared.
 */
export function declaredType(type: ValueType | undefined): ValueType | undefined {
  return typeof type === 'string' && Object.hasOwn(words, type) ? type : undefined;
}

/** The type with its article, as messages say it. */
export function typeWord(type: ValueType): Words {
  return words[type];
}
