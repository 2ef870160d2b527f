import type { Json, JsonObject } from './json.js';

/** A request that GitHub refuses: what it answers. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly extra: JsonObject = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

export interface ValidationFault {
  readonly resource: string;
  readonly code: 'missing' | 'missing_field' | 'invalid' | 'already_exists' | 'unprocessable' | 'custom';
  readonly field?: string;
  readonly message?: string;
}

/** `422 Validation Failed` with its `errors`. */
export function validationFailed(...faults: readonly ValidationFault[]): ApiError {
  const errors: Json[] = faults.map((fault) => ({ ...fault }) satisfies JsonObject);
  return new ApiError(422, 'Validation Failed', { errors });
}

/** `422` with a sentence and nothing else, as the git endpoints answer. */
export function unprocessable(message: string): ApiError {
  return new ApiError(422, message);
}

export function notFound(): ApiError {
  return new ApiError(404, 'Not Found');
}
