/** All routes together: what must hold of them before the server starts, their order, and their rights as text. */
import { featureRights } from '../../metadata/schema/app.js';
import type { Route } from './route.js';

/** Rights of all routes as text, one line each, sorted: a snapshot of it makes every new door visible in review. */
export function describeRoutes(routes: readonly Route[]): readonly string[] {
  return routes
    .map(
      (r) =>
        `${r.method.padEnd(6)} /api${r.path}  ${r.right}${r.beforePasswordChange ? '  before password change' : ''}`,
    )
    .sort((a, b) => a.slice(7).localeCompare(b.slice(7)) || a.localeCompare(b));
}

/** Throws for a route without a right, two routes that are one, and bodies that cannot be. */
export function checkRoutes(routes: readonly Route[]): void {
  const known = new Set<string>(['public', 'session', ...featureRights]);
  const seen = new Set<string>();
  for (const route of routes) {
    const name = `${route.method} ${route.path}`;
    if (!known.has(route.right)) throw new Error(`Route ${name} states no right, or one that does not exist.`);
    if (route.body && route.rawBody) throw new Error(`Route ${name} takes both a JSON body and a raw one.`);
    if (route.method === 'GET' && (route.body || route.rawBody)) throw new Error(`Route ${name} is a GET with a body.`);
    const shape = name.replaceAll(/:[A-Za-z]+/g, ':');
    if (seen.has(shape)) throw new Error(`Route ${name} stands twice.`);
    seen.add(shape);
  }
}

/** Fixed segments before parameters, so that `/records/:entity/import` is never taken for an id. */
export function bySpecificity(a: Route, b: Route): number {
  const shape = (route: Route) =>
    route.path
      .split('/')
      .map((part) => (part.startsWith(':') ? '1' : '0'))
      .join('');
  return shape(a) < shape(b) ? -1 : shape(a) > shape(b) ? 1 : 0;
}
