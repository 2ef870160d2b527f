/** The first line of a commit message, as a repository's configuration words it. */

/** What may stand in braces. */
export const PLACEHOLDERS = ['phase', 'title', 'migration'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** Anything in braces, for people's mistakes too. */
const BRACED = /\{([^{}]*)\}/g;

/** The names in braces of a template that are no placeholders. */
export function unknownPlaceholders(template: string): readonly string[] {
  const known: readonly string[] = PLACEHOLDERS;
  return [...template.matchAll(BRACED)].map(([, name]) => name ?? '').filter((name) => !known.includes(name));
}

/** Fills a template. What is put in is not read for placeholders again, and breaks no line. */
export function configuredHeadline(template: string, values: Readonly<Record<Placeholder, string>>): string {
  return template.replace(BRACED, (whole, name: string) => {
    const found = PLACEHOLDERS.find((placeholder) => placeholder === name);
    return found === undefined ? whole : values[found].replace(/\s+/g, ' ').trim();
  });
}
