/**
 * A registry holds the contributions of one kind (field types, charts, functions, …). Engines are handed registries;
 * they never import a plugin. Entries carry the plugin that added them, so that a plugin can be taken out again.
 */

/** What every contribution has: an id that documents name it by. */
export interface Contribution {
  readonly id: string;
}

/** Thrown when a contribution is added twice or asked for and absent. `code` is stable, `registry` and `id` say which. */
export class RegistryError extends Error {
  constructor(
    readonly code: 'DUPLICATE_CONTRIBUTION' | 'UNKNOWN_CONTRIBUTION' | 'REGISTRY_FROZEN',
    readonly registry: string,
    readonly id: string,
    message: string,
  ) {
    super(message);
    this.name = 'RegistryError';
  }
}

export interface Registry<T extends Contribution> {
  /** What is registered here, in the singular: `field`, `chart`. Used in error messages. */
  readonly kind: string;
  /** Adds an entry; a second one with the same id is refused (DUPLICATE_CONTRIBUTION). */
  add(entry: T, owner?: string): void;
  /** The entry; throws UNKNOWN_CONTRIBUTION naming the ids that exist. */
  get(id: string): T;
  /** The entry, or undefined. */
  find(id: string): T | undefined;
  /** All entries in the order they were added. */
  list(): readonly T[];
  /** The plugin that added the entry; undefined when the id is unknown. */
  ownerOf(id: string): string | undefined;
  /** Refuses every later `add` (REGISTRY_FROZEN). */
  freeze(): void;
}

export function createRegistry<T extends Contribution>(kind: string): Registry<T> {
  const entries = new Map<string, { readonly entry: T; readonly owner: string }>();
  let frozen = false;
  return {
    kind,
    add(entry, owner = 'core') {
      if (frozen) throw new RegistryError('REGISTRY_FROZEN', kind, entry.id, `The ${kind} registry is frozen.`);
      const other = entries.get(entry.id);
      if (other) {
        throw new RegistryError(
          'DUPLICATE_CONTRIBUTION',
          kind,
          entry.id,
          `${kind} "${entry.id}" of ${owner} is already registered by ${other.owner}.`,
        );
      }
      entries.set(entry.id, { entry, owner });
    },
    get(id) {
      const found = entries.get(id);
      if (found) return found.entry;
      const known = [...entries.keys()].sort().join(', ') || 'none';
      throw new RegistryError('UNKNOWN_CONTRIBUTION', kind, id, `Unknown ${kind} "${id}". Known: ${known}.`);
    },
    find: (id) => entries.get(id)?.entry,
    list: () => [...entries.values()].map((held) => held.entry),
    ownerOf: (id) => entries.get(id)?.owner,
    freeze() {
      frozen = true;
    },
  };
}
