/**
 * What a template reads of its records: paths along look-ups, and rows of relations with what is read of those. Found by
 * walking the template (analyse.ts); the server reads exactly this, nothing else reaches the template.
 */
export interface Needs {
  readonly entity: string;
  /** Fields by their path from the record, each a value or a look-up: `number`, `customer.name`, `customer`. */
  readonly paths: readonly string[];
  /** Rows by the path of their field: `lines`, `customer.contacts`. */
  readonly relations: readonly { readonly path: string; readonly rows: Needs }[];
}

/** Needs that are still being gathered. */
export class NeedsBuilder {
  readonly #paths = new Set<string>();
  readonly #relations = new Map<string, NeedsBuilder>();

  constructor(readonly entity: string) {}

  addPath(path: string): void {
    this.#paths.add(path);
  }

  relation(path: string, entity: string): NeedsBuilder {
    const rows = this.#relations.get(path) ?? new NeedsBuilder(entity);
    this.#relations.set(path, rows);
    return rows;
  }

  build(): Needs {
    return {
      entity: this.entity,
      paths: [...this.#paths].sort(),
      relations: [...this.#relations]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, rows]) => ({ path, rows: rows.build() })),
    };
  }
}

/** Every path of the needs with the entity it starts from, relations first: `order lines`, `order_line product.name`. */
export function* allPaths(
  needs: Needs,
): Generator<{ readonly entity: string; readonly path: string; readonly shown: string }> {
  yield* below(needs, '');
}

function* below(needs: Needs, before: string): Generator<{ entity: string; path: string; shown: string }> {
  for (const path of needs.paths) yield { entity: needs.entity, path, shown: before + path };
  for (const { path, rows } of needs.relations) {
    yield { entity: needs.entity, path, shown: before + path };
    yield* below(rows, `${before}${path}.`);
  }
}
