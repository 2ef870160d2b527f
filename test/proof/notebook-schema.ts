/**
 * The structure of a notebook of format 4, minor 0 to 5, as a schema of our own, written from the format's description
 * (https://nbformat.readthedocs.io/en/latest/format_description.html): what is required, what each field may hold, and which further
 * fields are refused. Draft 4, as Jupyter's own.
 */
const text = { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] };
const metadata = { type: 'object' };
const bundle = {
  type: 'object',
  additionalProperties: text,
  patternProperties: { '^(?!text/plain$)[a-zA-Z0-9.]+/(?:[a-zA-Z0-9.-]+\\+)?json$': {} },
};
const count = { oneOf: [{ type: 'integer', minimum: 0 }, { type: 'null' }] };

function record(required: Readonly<Record<string, unknown>>, optional: Readonly<Record<string, unknown>> = {}) {
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(required),
    properties: { ...required, ...optional },
  };
}

const outputs = [
  record({ output_type: { enum: ['execute_result'] }, data: bundle, metadata, execution_count: count }),
  record({ output_type: { enum: ['display_data'] }, data: bundle, metadata }),
  record({ output_type: { enum: ['stream'] }, name: { type: 'string' }, text }),
  record({
    output_type: { enum: ['error'] },
    ename: { type: 'string' },
    evalue: { type: 'string' },
    traceback: { type: 'array', items: { type: 'string' } },
  }),
];

const attachments = { type: 'object', additionalProperties: bundle };
const tags = { type: 'array', uniqueItems: true, items: { type: 'string', pattern: '^[^,]+$' } };
const ofCell = { type: 'object', properties: { name: { type: 'string', pattern: '^.+$' }, tags } };

function cells(id: Readonly<Record<string, unknown>>) {
  return [
    record({ ...id, cell_type: { enum: ['raw'] }, metadata: ofCell, source: text }, { attachments }),
    record({ ...id, cell_type: { enum: ['markdown'] }, metadata: ofCell, source: text }, { attachments }),
    record({
      ...id,
      cell_type: { enum: ['code'] },
      metadata: ofCell,
      source: text,
      outputs: { type: 'array', items: { oneOf: outputs } },
      execution_count: count,
    }),
  ];
}

/** The schema for a minor version: from 5 on every cell has an id, before that none has. */
export function notebookSchema(minor: number): object {
  const id = minor >= 5 ? { id: { type: 'string', pattern: '^[a-zA-Z0-9_-]+$', minLength: 1, maxLength: 64 } } : {};
  const named = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };
  return {
    $schema: 'http://json-schema.org/draft-04/schema#',
    ...record({
      metadata: {
        type: 'object',
        properties: { kernelspec: { ...named, required: ['name', 'display_name'] }, language_info: named },
      },
      nbformat: { type: 'integer', minimum: 4, maximum: 4 },
      nbformat_minor: { type: 'integer', minimum: minor, maximum: minor },
      cells: { type: 'array', items: { oneOf: cells(id) } },
    }),
  };
}
