/**
 * Addresses: `/`, `/list/:entity?view=&filter=&sort=&find=`, `/record/:entity/:id`, `/new/:entity`, `/dashboard/:name`,
 * `/report/:name`, `/design…`. `parseRoute` is pure; the Router is its History edge: links inside the page are followed
 * without a load, and a guard (an unsaved form) may stop any way of leaving.
 */
export interface Route {
  /** First part of the path: `home`, `list`, `record`, `new`, … ; an unknown one is `unknown`. */
  readonly name: string;
  /** The other parts, decoded. */
  readonly parts: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  /** Path and query as they stand in the address. */
  readonly href: string;
}

export function parseRoute(href: string): Route {
  const url = new URL(href, 'http://trellis.invalid');
  const parts = url.pathname.split('/').filter(Boolean).map(decode);
  return {
    name: parts[0] ?? 'home',
    parts: parts.slice(1),
    query: Object.fromEntries(url.searchParams),
    href: url.pathname + url.search,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const path = (...parts: string[]) => `/${parts.map(encodeURIComponent).join('/')}`;

/** The address of each kind of page. */
export const hrefs = {
  list: (entity: string, query: Readonly<Record<string, string | undefined>> = {}) => withQuery(path('list', entity), query),
  record: (entity: string, id: string) => path('record', entity, id),
  create: (entity: string, query: Readonly<Record<string, string | undefined>> = {}) => withQuery(path('new', entity), query),
  trash: (entity: string) => path('trash', entity),
  dashboard: (name: string) => path('dashboard', name),
  report: (name: string) => path('report', name),
  search: (text: string, entity?: string) => withQuery('/search', { q: text, entity }),
};

export function withQuery(href: string, query: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, value);
  const text = search.toString();
  return text === '' ? href : `${href}?${text}`;
}

/** Asked before leaving; false keeps the page. */
export type LeaveGuard = () => boolean | Promise<boolean>;

export class Router {
  #route: Route;
  #position = 0;
  #guards = new Set<LeaveGuard>();
  #listeners = new Set<(route: Route) => void>();

  constructor(private readonly window: Window) {
    this.#route = parseRoute(window.location.href);
    const state = window.history.state as { position?: number } | null;
    this.#position = state?.position ?? 0;
    window.history.replaceState({ position: this.#position }, '');
    window.addEventListener('popstate', (event) => void this.#back(event));
    window.document.addEventListener('click', (event) => this.#click(event));
  }

  get route(): Route {
    return this.#route;
  }

  /** Goes to an address of ours unless a guard says no; resolves to whether it went. */
  async go(href: string): Promise<boolean> {
    if (href === this.#route.href) return true;
    if (!(await this.#mayLeave())) return false;
    this.#position += 1;
    this.window.history.pushState({ position: this.#position }, '', href);
    this.#show(parseRoute(href));
    return true;
  }

  /** Changes the address of the page that is open, without history and guard (filters, tabs). */
  replace(href: string): void {
    if (href === this.#route.href) return;
    this.window.history.replaceState({ position: this.#position }, '', href);
    this.#route = parseRoute(href);
  }

  /** Goes on even though a guard is set: after saving or discarding. */
  force(href: string, replace = false): void {
    if (replace) this.window.history.replaceState({ position: this.#position }, '', href);
    else {
      this.#position += 1;
      this.window.history.pushState({ position: this.#position }, '', href);
    }
    this.#show(parseRoute(href));
  }

  /** Asks the guards as if the page were left: before signing out. */
  async leave(): Promise<boolean> {
    return this.#mayLeave();
  }

  guard(guard: LeaveGuard): () => void {
    this.#guards.add(guard);
    return () => this.#guards.delete(guard);
  }

  listen(listener: (route: Route) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #show(route: Route): void {
    this.#route = route;
    for (const listener of [...this.#listeners]) listener(route);
  }

  async #mayLeave(): Promise<boolean> {
    for (const guard of [...this.#guards]) if (!(await guard())) return false;
    return true;
  }

  /** The browser has moved already: when a guard says no, move it back to where the form is. */
  async #back(event: PopStateEvent): Promise<void> {
    const position = (event.state as { position?: number } | null)?.position ?? 0;
    const href = this.window.location.href;
    if (parseRoute(href).href === this.#route.href) {
      this.#position = position;
      return;
    }
    if (this.#guards.size > 0) {
      const step = this.#position - position;
      this.window.history.go(step === 0 ? 1 : step);
      if (!(await this.#mayLeave())) return;
      this.#guards.clear();
      this.window.history.go(step === 0 ? -1 : -step);
      return;
    }
    this.#position = position;
    this.#show(parseRoute(href));
  }

  #click(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
      return;
    const link = event.composedPath().find((each): each is HTMLAnchorElement => each instanceof HTMLAnchorElement);
    if (!link || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href, this.window.location.href);
    if (url.origin !== this.window.location.origin || url.pathname.startsWith('/api/')) return;
    if (url.hash && url.pathname === this.window.location.pathname) return;
    event.preventDefault();
    void this.go(url.pathname + url.search);
  }
}
