import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { isWaived } from './contract-waivers.js';
import { isObject, type Json, type JsonObject } from './json.js';
import { findUnknownKeys } from './unknown-keys.js';

/** A request, an answer or a webhook that GitHub's OpenAPI description does not allow. */
export interface Violation {
  /** GitHub's name of the operation or webhook, or the method and path when no route matched. */
  readonly operation: string;
  readonly side: 'request' | 'answer' | 'webhook';
  /** JSON pointer into the query, body or payload. */
  readonly where: string;
  readonly message: string;
}

export interface CheckedRequest {
  readonly operation: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Undefined when the request had no body. */
  readonly body: Json | undefined;
}

/**
 * Checks what passes over the wire against GitHub's own description, and remembers what breaks it. The checks run when
 * the violations are asked for, so that they slow nobody's requests down.
 */
export interface Contract {
  checkRequest(request: CheckedRequest): void;
  checkAnswer(operation: string, status: number, body: Json | undefined): void;
  checkWebhook(name: string, payload: JsonObject): void;
  report(violation: Violation): void;
  /** The method and path of an operation in GitHub's description. */
  describe(operation: string): { readonly method: Json; readonly path: Json };
  violations(): readonly Violation[];
  clear(): void;
}

interface Description {
  readonly document: JsonObject;
  validate(pointer: string): ValidateFunction | undefined;
  schemaAt(pointer: string): Json | undefined;
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const MOST_ERRORS = 5;

let loaded: Description | undefined;

/** Read when first needed, and once a process: it is large and never changes. */
function description(): Description {
  loaded ??= loadDescription();
  return loaded;
}

/** A contract with no violations yet. */
export function createContract(): Contract {
  let found: Violation[] = [];
  let waiting: (() => void)[] = [];
  const report = (violation: Violation): void => {
    if (!isWaived(violation)) found.push(violation);
  };

  function checkValue(operation: string, side: Violation['side'], pointer: string, value: unknown, inside = ''): void {
    const validate = description().validate(pointer);
    if (validate === undefined) return;
    if (!validate(value))
      for (const error of (validate.errors ?? []).slice(0, MOST_ERRORS))
        report({ operation, side, where: inside + error.instancePath, message: wordsOf(error) });
    for (const where of findUnknownKeys(description().document, description().schemaAt(pointer), value))
      report({ operation, side, where: inside + where, message: 'is not in the description' });
  }

  function checkRequest({ operation, params, query, body }: CheckedRequest): void {
    const at = pointerTo('operations', operation);
    const known = description().schemaAt(`${at}/query`);
    for (const [key, text] of query) {
      if (!isObject(known) || known[key] === undefined)
        report({ operation, side: 'request', where: `?${key}`, message: 'is not in the description' });
      else checkText(operation, `${at}/query/${escapePointer(key)}`, `?${key}`, text);
    }
    for (const [key, text] of Object.entries(params))
      checkText(operation, `${at}/pathParameters/${escapePointer(key)}`, `{${key}}`, text);
    const schema = description().schemaAt(`${at}/body`);
    if (body !== undefined && schema === null)
      report({ operation, side: 'request', where: '', message: 'has a body, and the operation takes none' });
    else if (body !== undefined) checkValue(operation, 'request', `${at}/body`, body);
    else if (description().schemaAt(`${at}/bodyRequired`) === true)
      report({ operation, side: 'request', where: '', message: 'has no body, and the operation wants one' });
  }

  function checkText(operation: string, pointer: string, where: string, text: string): void {
    checkValue(operation, 'request', pointer, meantValue(text, description().schemaAt(pointer)), where);
  }

  function checkAnswer(operation: string, status: number, body: Json | undefined): void {
    const at = `${pointerTo('operations', operation)}/responses`;
    const responses = description().schemaAt(at);
    if (!isObject(responses) || responses[String(status)] === undefined)
      report({
        operation,
        side: 'answer',
        where: '',
        message: `has the status ${status}, which is not in the description`,
      });
    else if (responses[String(status)] !== null) checkValue(operation, 'answer', `${at}/${status}`, body ?? null);
  }

  function checkWebhook(name: string, payload: JsonObject): void {
    const pointer = pointerTo('webhooks', name);
    if (description().schemaAt(pointer) === undefined)
      report({ operation: name, side: 'webhook', where: '', message: 'is not in the description' });
    else checkValue(name, 'webhook', pointer, payload);
  }

  return {
    checkRequest: (request) => void waiting.push(() => checkRequest(request)),
    checkAnswer: (operation, status, body) => void waiting.push(() => checkAnswer(operation, status, body)),
    checkWebhook: (name, payload) => void waiting.push(() => checkWebhook(name, payload)),
    report: (violation) => void waiting.push(() => report(violation)),
    describe: (operation) => {
      const at = pointerTo('operations', operation);
      return {
        method: description().schemaAt(`${at}/method`) ?? null,
        path: description().schemaAt(`${at}/path`) ?? null,
      };
    },
    violations: () => {
      const checks = waiting;
      waiting = [];
      for (const check of checks) check();
      return found;
    },
    clear: () => {
      waiting = [];
      found = [];
    },
  };
}

function loadDescription(): Description {
  const document: Json = JSON.parse(readFileSync(new URL('./openapi.generated.json', import.meta.url), 'utf8'));
  if (!isObject(document)) throw new Error('openapi.generated.json holds no object: run scripts/pick-openapi.ts again');
  const ajv = new Ajv({
    strict: false,
    logger: false,
    allErrors: true,
    // The description is large and its schemas run a few times only: compiling must be cheap rather than thorough.
    code: { optimize: false },
    inlineRefs: false,
    validateSchema: false,
    meta: false,
    formats: { 'date-time': DATE_TIME, uri: (text: string) => URL.canParse(text) },
  });
  ajv.addSchema(document, 'api');
  const schemaAt = (pointer: string): Json | undefined => {
    let at: Json | undefined = document;
    for (const part of pointer.split('/').slice(1))
      at = isObject(at) ? at[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
    return at;
  };
  return {
    document,
    schemaAt,
    validate: (pointer) => (isObject(schemaAt(pointer)) ? ajv.getSchema(`api#${encodeURI(pointer)}`) : undefined),
  };
}

function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}

function pointerTo(kind: 'operations' | 'webhooks', name: string): string {
  return `/${kind}/${escapePointer(name)}`;
}

/** A text of a path or query as the value that its schema means. */
function meantValue(text: string, schema: Json | undefined): Json {
  const type = isObject(schema) ? schema.type : undefined;
  if (type === 'integer' || type === 'number') return /^-?\d+$/.test(text) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' || text === 'false' ? text === 'true' : text;
  return text;
}

function wordsOf({ message = 'is invalid', params }: ErrorObject): string {
  const detail = Object.values(params).filter((value) => typeof value === 'string' || Array.isArray(value));
  return detail.length === 0 ? message : `${message} (${detail.flat().join(', ')})`;
}
