import { createVerify } from 'node:crypto';
import { ApiError } from './api-error.js';
import type { Auth } from './call.js';
import { isObject, parseJson } from './json.js';
import type { World } from './world.js';

/** Seconds. Source: docs.github.com, "Generating a JSON Web Token (JWT) for a GitHub App". */
const LONGEST_JWT = 600;
/** Seconds by which clocks may differ. */
const CLOCK_SLACK = 60;
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Who sent an `Authorization` header; throws 401 when it is wrong or has expired. */
export function authenticate(world: World, header: string | undefined): Auth {
  if (header === undefined) return { kind: 'nobody' };
  const space = header.indexOf(' ');
  const scheme = header.slice(0, space).toLowerCase();
  const secret = scheme === 'basic' ? passwordOf(header.slice(space + 1)) : header.slice(space + 1).trim();
  const token = world.tokens.get(secret);
  if (token === undefined && scheme === 'bearer' && JWT.test(secret)) return authenticateApp(world, secret);
  if (token === undefined || token.expiresAt <= world.now()) throw new ApiError(401, 'Bad credentials');
  const { installation, account } = token;
  return installation === null ? { kind: 'person', account } : { kind: 'installation', installation, token };
}

/** Git sends a token as the password of basic authentication. */
function passwordOf(basic: string): string {
  const text = Buffer.from(basic, 'base64').toString();
  return text.slice(text.indexOf(':') + 1);
}

function authenticateApp(world: World, jwt: string): Auth {
  const [head = '', body = '', signature = ''] = jwt.split('.');
  const header = parseJson(Buffer.from(head, 'base64url').toString());
  const claims = parseJson(Buffer.from(body, 'base64url').toString());
  const verifier = createVerify('RSA-SHA256').update(`${head}.${body}`);
  const isSigned =
    isObject(header) && header.alg === 'RS256' && verifier.verify(world.app.publicKey, signature, 'base64url');
  if (!isSigned || !isObject(claims)) throw new ApiError(401, 'A JSON web token could not be decoded');
  const { iss, iat, exp } = claims;
  const now = world.now() / 1000;
  if (String(iss) !== String(world.app.id) && iss !== world.app.clientId)
    throw new ApiError(404, 'Integration not found');
  if (typeof exp !== 'number' || exp <= now)
    throw new ApiError(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  if (exp > now + LONGEST_JWT + CLOCK_SLACK)
    throw new ApiError(401, "'Expiration time' claim ('exp') is too far in the future");
  if (typeof iat !== 'number' || iat > now + CLOCK_SLACK)
    throw new ApiError(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  return { kind: 'app' };
}
