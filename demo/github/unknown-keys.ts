import { isObject, type Json, type JsonObject } from './json.js';

/**
 * Pointers to the keys of a value that its schema does not name. JSON Schema lets such keys pass, so that a misspelt
 * option would be lost without a word.
 */
export function findUnknownKeys(document: JsonObject, schema: Json | undefined, value: unknown): readonly string[] {
  const found: string[] = [];
  walk(document, expand(document, schema), value, '', found);
  return found;
}

function walk(document: JsonObject, schemas: readonly JsonObject[], value: unknown, at: string, found: string[]): void {
  if (Array.isArray(value)) {
    const items = schemas.flatMap(({ items }) => expand(document, items));
    for (const [index, item] of value.entries()) walk(document, items, item, `${at}/${index}`, found);
  } else if (isObject(value)) {
    const named = schemas.filter(({ properties }) => isObject(properties));
    const open =
      named.length === 0 || schemas.some(({ additionalProperties: more }) => more === true || isObject(more));
    for (const [key, inner] of Object.entries(value)) {
      const below = named.flatMap(({ properties }) => (isObject(properties) ? expand(document, properties[key]) : []));
      if (below.length > 0) walk(document, below, inner, `${at}/${key}`, found);
      else if (!open) found.push(`${at}/${key}`);
    }
  }
}

/** A schema with all that it refers to or is composed of, flat. */
function expand(document: JsonObject, schema: Json | undefined): readonly JsonObject[] {
  if (!isObject(schema)) return [];
  const parts = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((list) => (Array.isArray(list) ? list : []));
  const target = typeof schema.$ref === 'string' ? schema.$ref.slice('#/schemas/'.length) : undefined;
  const schemas = document.schemas;
  const referred = target === undefined || !isObject(schemas) ? [] : expand(document, schemas[target]);
  return [schema, ...referred, ...parts.flatMap((part) => expand(document, part))];
}
