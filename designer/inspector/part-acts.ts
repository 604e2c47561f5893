/** What the inspector does with the parts of lists and maps: adds, moves, duplicates, takes out; each is one gesture. */
import { readItem, type ItemPath } from '../../metadata/document/items.js';
import { applyOperation, type Operation } from '../../metadata/document/operations.js';
import type { MenuItem } from '../../runtime/ui/menu.js';
import type { HelpContext } from '../json/editor-help.js';
import { entityAt, namesFor, objectsAround, type KnownName } from '../json/names.js';
import { isObject, type SchemaNode } from '../json/schema-walk.js';
import { nextItemId, smallestValue } from '../json/smallest-value.js';
import type { OpenDocument } from '../session/open-document.js';
import { addOperation, keysOfPath, pathOfKeys, setOperation, shiftOperation } from '../session/set-value.js';
import type { WordKey } from '../session/words.js';
import { itemKinds, mapValueNode, type PropertiesInput, type Property } from './properties.js';

export interface PartActsOptions {
  readonly open: OpenDocument;
  readonly help: HelpContext;
  readonly input: PropertiesInput;
  say(key: WordKey): string;
  announce(text: string): void;
}

type Said = 'list.moved' | 'list.removed' | 'list.added';

export class PartActs {
  constructor(private readonly options: PartActsOptions) {}

  get #value(): unknown {
    return this.options.open.value;
  }

  /* ---------------------------------------------------------------- items of a list */

  /** Alt with arrows moves, Delete removes. */
  key(event: KeyboardEvent, path: ItemPath): void {
    const step = event.altKey ? ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key as 'ArrowUp'] : undefined;
    if (step !== undefined) this.#apply(shiftOperation(this.#value, path, step), 'list.moved');
    else if (event.key === 'Delete') this.#apply({ op: 'remove', path }, 'list.removed');
    else return;
    event.preventDefault();
  }

  menuOf(path: ItemPath): readonly MenuItem[] {
    const { say } = this.options;
    const up = shiftOperation(this.#value, path, -1);
    const down = shiftOperation(this.#value, path, 1);
    return [
      { id: 'up', label: say('list.up'), icon: 'arrow-up', key: 'Alt+↑', ...(up ? {} : { reason: say('list.isFirst') }), run: () => this.#apply(up, 'list.moved') },
      { id: 'down', label: say('list.down'), icon: 'arrow-down', key: 'Alt+↓', ...(down ? {} : { reason: say('list.isLast') }), run: () => this.#apply(down, 'list.moved') },
      { id: 'copy', label: say('list.duplicate'), icon: 'copy', run: () => this.#duplicate(path) },
      { id: 'remove', label: say('list.remove'), icon: 'trash-2', key: 'Del', danger: true, line: true, run: () => this.#apply({ op: 'remove', path }, 'list.removed') },
    ]; // prettier-ignore
  }

  /** What may be added to a list: one entry for each sort of item. */
  kindsOf(property: Property, nameOf: (tag: string) => string): readonly MenuItem[] {
    const kinds = itemKinds(this.options.input, property.path);
    const plain = kinds.some(({ tag }) => tag === undefined) ? kinds.slice(0, 1) : kinds;
    return plain.map(({ tag, node }) => ({ id: tag ?? '', label: tag === undefined ? '' : nameOf(tag), run: () => this.#add(property, node) })); // prettier-ignore
  }

  #add(property: Property, node: SchemaNode): void {
    const { open, help } = this.options;
    const value = this.#value;
    const entity = entityAt(value, objectsAround(value, keysOfPath(value, property.path) ?? []), help.names);
    const path = entity === undefined ? undefined : help.names.fields(entity)[0]?.name;
    const names = path === undefined ? {} : { path, field: path, by: path };
    const item = this.#smallest(node, { type: 'text', ...(entity === undefined ? {} : { entity }), ...names });
    if (!this.#apply(addOperation(value, property.path, item), 'list.added')) return;
    const count = Array.isArray(property.value) ? property.value.length : 0;
    open.select(pathOfKeys(open.value, [...(keysOfPath(open.value, property.path) ?? []), count]));
  }

  #duplicate(path: ItemPath): void {
    const item = readItem(this.#value, path);
    const copy = isObject(item) ? { ...item, ...('id' in item ? { id: this.#freeId() } : {}) } : item;
    this.#apply(addOperation(this.#value, path.slice(0, -1), copy, path), 'list.added');
  }

  /* ---------------------------------------------------------------- values and parts under keys of one's own */

  takeOut(path: ItemPath): void {
    this.#apply(setOperation(this.#value, path, undefined), 'list.removed');
  }

  /** Names that may be keys: fields of the entity around, or the parameters of the document. */
  keyNames({ path, key }: Property): readonly KnownName[] {
    const { names } = this.options.help;
    if (key === 'parameters' || key === 'set') return namesFor(this.#value, ['parameter'], '', names) ?? [];
    const keys = keysOfPath(this.#value, path.slice(0, -1)) ?? [];
    const entity = entityAt(this.#value, objectsAround(this.#value, [...keys, key]), names);
    return entity === undefined ? [] : names.fields(entity);
  }

  /** A key that is there already stays as it is. */
  addKey(property: Property, key: string): void {
    if (isObject(property.value) && Object.hasOwn(property.value, key)) return;
    // Of a map that is not there yet its schema is found once it is.
    const shown = property.value === undefined ? withPart(this.#value, property.path) : this.#value;
    const node = mapValueNode({ ...this.options.input, document: shown }, property.path);
    const held = node ? this.#smallest(node, {}) : '';
    this.#apply(setOperation(this.#value, [...property.path, key], held), 'list.added');
  }

  /* ---------------------------------------------------------------- changing */

  #smallest(node: SchemaNode, values: Readonly<Record<string, unknown>>): unknown {
    return smallestValue(node, { newId: this.options.help.newId, newItemId: () => this.#freeId(), values });
  }

  #freeId(): string {
    return nextItemId(idsIn(this.#value));
  }

  #apply(operation: Operation | undefined, said: Said): boolean {
    const { open, say, announce } = this.options;
    if (!operation || !open.apply(operation, { label: say(said) })) return false;
    open.endGesture();
    announce(say(said));
    return true;
  }
}

/** The document with an empty part at a path. */
const withPart = (document: unknown, path: ItemPath): unknown =>
  applyOperation(document, setOperation(document, path, {})).document;

/** The ids of all items of a document. */
function idsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (!isObject(value)) return [];
  const own = typeof value['id'] === 'string' ? [value['id']] : [];
  return [...own, ...Object.values(value).flatMap(idsIn)];
}
