/** Theme, density and the folded sidebar: kept per browser, applied to <html>, told to listeners. */
export type Theme = 'system' | 'light' | 'dark';
export type Density = 'standard' | 'dense' | 'comfort';

const key = (name: string) => `trellis.${name}`;

export class Appearance {
  #listeners = new Set<() => void>();

  constructor(
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'>,
    private readonly root: HTMLElement,
  ) {}

  get theme(): Theme {
    const held = this.storage.getItem(key('theme'));
    return held === 'light' || held === 'dark' ? held : 'system';
  }
  set theme(theme: Theme) {
    this.#keep('theme', theme);
  }
  get density(): Density {
    const held = this.storage.getItem(key('density'));
    return held === 'dense' || held === 'comfort' ? held : 'standard';
  }
  set density(density: Density) {
    this.#keep('density', density);
  }
  get folded(): boolean {
    return this.storage.getItem(key('folded')) === '1';
  }
  set folded(folded: boolean) {
    this.#keep('folded', folded ? '1' : '0');
  }
  get language(): string | null {
    return this.storage.getItem(key('language'));
  }
  set language(language: string | null) {
    this.#keep('language', language ?? '');
  }

  /** A free setting of a screen (chosen columns, width of a pane); JSON text under its own name. */
  get(name: string): string | null {
    return this.storage.getItem(key(name));
  }
  set(name: string, value: string): void {
    try {
      this.storage.setItem(key(name), value);
    } catch {
      // A full or forbidden storage only costs the memory of a preference.
    }
  }

  /** color-scheme stands on <html> only: Vaadin's registered colours are computed there. */
  apply(): void {
    this.root.style.colorScheme = this.theme === 'system' ? 'light dark' : this.theme;
    this.root.dataset['theme'] = this.theme;
    // A density that was chosen stands before that of the site's theme.
    if (this.storage.getItem(key('density')) === null) delete this.root.dataset['density'];
    else this.root.dataset['density'] = this.density;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #keep(name: string, value: string): void {
    this.set(name, value);
    this.apply();
    for (const listener of this.#listeners) listener();
  }
}
