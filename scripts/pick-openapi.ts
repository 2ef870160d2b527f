/**
 * Picks the operations that the GitHub on loopback serves, and the webhooks that it sends, out of GitHub's own OpenAPI
 * description, and writes them as plain JSON Schema to `demo/github/openapi.generated.json`.
 *
 * Run by hand after a route or a webhook was added (the description unpacks to 385 MB, so it is no dependency):
 *
 *     cd "$(mktemp -d)" && npm pack @octokit/openapi@23.0.2
 *     tar xzf octokit-openapi-23.0.2.tgz --strip-components=1 package/generated/api.github.com.json
 *     npx tsx scripts/pick-openapi.ts <that folder>/generated/api.github.com.json
 *
 * Source: the package @octokit/openapi, which republishes https://github.com/github/rest-api-description
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { routes } from '../demo/github/routes.js';
import { webhookNames } from '../demo/github/webhook-names.js';

type Json = null | boolean | number | string | Json[] | JsonObject;
interface JsonObject {
  [key: string]: Json;
}

const SOURCE = '@octokit/openapi 23.0.2, api.github.com';
const OUTPUT = new URL('../demo/github/openapi.generated.json', import.meta.url);
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
/** Keys of a schema that say nothing about what is valid. */
const NOISE = new Set([
  'description',
  'example',
  'examples',
  'title',
  'externalDocs',
  'deprecated',
  'default',
  'summary',
]);

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectAt(value: Json | undefined, ...keys: string[]): JsonObject {
  let at = value;
  for (const key of keys) at = isObject(at) ? at[key] : undefined;
  return isObject(at) ? at : {};
}

/** Follows one `#/components/...` reference, if the value is one. */
function follow(api: JsonObject, value: Json | undefined): JsonObject {
  if (!isObject(value)) return {};
  return typeof value.$ref === 'string' ? objectAt(api, ...value.$ref.slice(2).split('/')) : value;
}

/** Turns a schema of OpenAPI 3.0 into JSON Schema: no descriptions, `nullable` spelled out, references to `#/schemas/`. */
function toJsonSchema(schema: Json | undefined, used: Set<string>): Json {
  if (Array.isArray(schema)) return schema.map((item) => toJsonSchema(item, used));
  if (!isObject(schema)) return schema ?? null;
  const out: JsonObject = {};
  for (const [key, value] of Object.entries(schema)) {
    if (NOISE.has(key) || key.startsWith('x-') || key === 'nullable') continue;
    if (key === 'properties' && isObject(value)) {
      out.properties = Object.fromEntries(
        Object.entries(value).map(([name, item]) => [name, toJsonSchema(item, used)]),
      );
    } else if (key === '$ref' && typeof value === 'string') {
      const name = value.slice(value.lastIndexOf('/') + 1);
      used.add(name);
      out.$ref = `#/schemas/${name}`;
    } else if (key === 'enum' || key === 'required') out[key] = value;
    else out[key] = toJsonSchema(value, used);
  }
  if (schema.nullable !== true) return out;
  // `nullable` beside a reference or a composition makes ajv throw, and an enum without null would refuse null.
  if (typeof out.type !== 'string') return { anyOf: [{ type: 'null' }, out] };
  const values = Array.isArray(out.enum) ? { enum: [...out.enum, null] } : {};
  return { ...out, ...values, type: [out.type, 'null'] };
}

function jsonSchemaOf(content: Json | undefined, used: Set<string>): Json {
  const byType = objectAt(content);
  const media = byType['application/json'] ?? Object.values(byType)[0];
  return isObject(media) && media.schema !== undefined ? toJsonSchema(media.schema, used) : null;
}

function pickOperation(api: JsonObject, operationId: string, used: Set<string>): JsonObject {
  for (const [path, item] of Object.entries(objectAt(api, 'paths'))) {
    for (const method of METHODS) {
      const operation = objectAt(item, method);
      if (operation.operationId !== operationId) continue;
      const parameters = Array.isArray(operation.parameters) ? operation.parameters.map((p) => follow(api, p)) : [];
      const inside = (place: string): JsonObject =>
        Object.fromEntries(
          parameters.filter((p) => p.in === place).map((p) => [String(p.name), toJsonSchema(p.schema, used)]),
        );
      const responses: JsonObject = {};
      for (const [status, response] of Object.entries(objectAt(operation.responses)))
        responses[status] = jsonSchemaOf(follow(api, response).content, used);
      const body = follow(api, operation.requestBody);
      return {
        method: method.toUpperCase(),
        path,
        pathParameters: inside('path'),
        query: inside('query'),
        body: jsonSchemaOf(body.content, used),
        bodyRequired: body.required === true,
        responses,
      };
    }
  }
  throw new Error(`The description has no operation "${operationId}": correct the route that names it.`);
}

function pickWebhook(api: JsonObject, name: string, used: Set<string>): Json {
  const operation = objectAt(api, 'x-webhooks', name, 'post');
  if (!isObject(operation.requestBody))
    throw new Error(`The description has no webhook "${name}": correct webhook-names.ts.`);
  return jsonSchemaOf(operation.requestBody.content, used);
}

function pick(api: JsonObject): JsonObject {
  const used = new Set<string>();
  const operations: JsonObject = {};
  for (const route of routes) operations[route.operation] ??= pickOperation(api, route.operation, used);
  const webhooks = Object.fromEntries(webhookNames.map((name) => [name, pickWebhook(api, name, used)]));
  const schemas: JsonObject = {};
  // A Set grows while it is walked, so this reaches everything that the picked schemas refer to.
  for (const name of used) schemas[name] = toJsonSchema(objectAt(api, 'components', 'schemas')[name], used);
  return { source: SOURCE, operations, webhooks, schemas };
}

const file = process.argv[2];
if (file === undefined) {
  console.error(
    'Usage: tsx scripts/pick-openapi.ts <api.github.com.json>; the head of this script says where to get it.',
  );
  process.exitCode = 2;
} else {
  const api: Json = JSON.parse(readFileSync(file, 'utf8'));
  const text = `${JSON.stringify(pick(objectAt(api)))}\n`;
  writeFileSync(OUTPUT, text);
  console.log(`${routes.length} routes, ${webhookNames.length} webhooks, ${Math.round(text.length / 1024)} KB`);
}
