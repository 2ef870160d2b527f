import type { Route } from './call.js';

/** A route and what its parameters stand for. */
export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Parameters that take slashes, as GitHub does beside `%2F`. */
const WIDE: Readonly<Record<string, string>> = {
  path: '(.*)',
  ref: '(.+)',
  branch: '(.+)',
  basehead: '(.+)',
  tree_sha: '(.+)',
};
const PARAMETER = /\{(\w+)\}/g;

/** A function that finds the route of a path (still percent-encoded); undefined when there is none or it is malformed. */
export function compileRoutes(routes: readonly Route[]): (method: string, path: string) => Match | undefined {
  const compiled = routes.map((route) => {
    const names = [...route.path.matchAll(PARAMETER)].map(([, name = '']) => name);
    // The root folder has no path, and Octokit then leaves the slash out as well.
    const template = route.path.replace('/{path}', '/?{path}');
    const source = template.replace(PARAMETER, (_, name: string) => WIDE[name] ?? '([^/]+)');
    return { route, names, pattern: new RegExp(`^${source}$`) };
  });
  // The route with the fewest parameters says most about a path; of two such, the longer one.
  compiled.sort((a, b) => a.names.length - b.names.length || b.route.path.length - a.route.path.length);
  return (method, path) => {
    for (const { route, names, pattern } of compiled) {
      const found = route.method === method ? pattern.exec(path) : null;
      if (found === null) continue;
      try {
        return {
          route,
          params: Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(found[at + 1] ?? '')])),
        };
      } catch {
        return undefined;
      }
    }
    return undefined;
  };
}
