/**
 * What waits and what runs, kept in Redis: one line a repository. Every step is one script, so that it happens whole or not at all,
 * also when several processes do it at once. One Redis server (with replicas, if you like); Redis Cluster is not supported.
 *
 * Keys, all under the prefix; R is the repository, encoded:
 *   line:R   sorted set  job keys in order: urgent ones by their number, others by LATER plus their number
 *   jobs:R   hash        job key -> JSON of the job
 *   held:R   hash        the job that runs: key, body, attempt, fence
 *   since    sorted set  "R key" of every waiting job -> when it was first asked for, milliseconds of the server's clock
 *   running  set         every R that has a job held
 *   pending  sorted set  every R with a job waiting or held -> when anything last happened to it
 *   number, fence        counters
 */
import type { Redis } from 'ioredis';

/** How much there is in the whole queue, of all processes. */
export interface Counts {
  readonly waiting: number;
  readonly running: number;
  /** Milliseconds that the oldest waiting job has waited; 0 when none waits. */
  readonly longestWait: number;
}

/** What waits in a repository's line after a step. */
export interface Line {
  readonly waiting: number;
  /** Whether a person waits for the next one. */
  readonly urgent: boolean;
}

export interface Added {
  readonly outcome: 'queued' | 'replaced' | 'full';
  /** Whether the line was urgent before. */
  readonly wasUrgent: boolean;
  readonly line: Line;
  readonly counts: Counts;
}

/** A job that was taken to be run. Only who holds its `fence` can finish it. */
export interface Held {
  readonly key: string;
  readonly body: string;
  /** 1 unless whoever ran it before died or lost it. */
  readonly attempt: number;
  readonly fence: number;
}

export interface Claimed {
  /** `abandoned`: it was interrupted too often and is not in the queue any more. */
  readonly outcome: 'run' | 'abandoned' | 'empty';
  readonly held: Held;
  readonly line: Line;
  readonly counts: Counts;
}

export interface Finished {
  /** `taken`: somebody else holds the job by now. `gone`: nobody does, it was finished before. */
  readonly outcome: 'finished' | 'taken' | 'gone';
  readonly line: Line;
  readonly counts: Counts;
}

export interface Overdue {
  readonly repository: string;
  readonly urgent: boolean;
}

/** Times that a job is started again after an interruption, before it is given up: it may be what ends the process. */
export const MOST_ATTEMPTS = 5;
/** Waiting jobs of one repository; its people can be asked to wait. */
const MOST_WAITING = 1000;
/** Repositories that one look for forgotten work takes up. */
const MOST_OVERDUE = 500;

const PRELUDE = `
local prefix, repository = KEYS[1], ARGV[1]
local LATER = 4503599627370496
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function whole(number) return string.format('%.0f', number) end
local lineKey, jobsKey, heldKey = prefix .. 'line:' .. repository, prefix .. 'jobs:' .. repository, prefix .. 'held:' .. repository
local sinceKey, runningKey, pendingKey = prefix .. 'since', prefix .. 'running', prefix .. 'pending'
local function isUrgent(key)
  local first = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
  return (first[2] and tonumber(first[2]) < LATER) and 1 or 0
end
local function touch()
  if redis.call('EXISTS', lineKey, heldKey) > 0 then redis.call('ZADD', pendingKey, whole(now), repository)
  else redis.call('ZREM', pendingKey, repository) end
end
local function reply(outcome, ...)
  local oldest = redis.call('ZRANGE', sinceKey, 0, 0, 'WITHSCORES')
  local wait = oldest[2] and math.max(0, now - tonumber(oldest[2])) or 0
  return {outcome, redis.call('ZCARD', lineKey), isUrgent(lineKey), redis.call('ZCARD', sinceKey),
    redis.call('SCARD', runningKey), wait, ...}
end
`;

const ADD = `${PRELUDE}
local key, body, urgent, most = ARGV[2], ARGV[3], ARGV[4] == '1', tonumber(ARGV[5])
local wasUrgent = isUrgent(lineKey)
local place = redis.call('ZSCORE', lineKey, key)
if not place and redis.call('ZCARD', lineKey) >= most then return reply('full', wasUrgent) end
redis.call('HSET', jobsKey, key, body)
if not place then redis.call('ZADD', sinceKey, whole(now), repository .. ' ' .. key) end
if urgent and (not place or tonumber(place) >= LATER) then
  redis.call('ZADD', lineKey, whole(redis.call('INCR', prefix .. 'number')), key)
elseif not place then
  redis.call('ZADD', lineKey, whole(LATER + redis.call('INCR', prefix .. 'number')), key)
end
touch()
return reply(place and 'replaced' or 'queued', wasUrgent)
`;

const CLAIM = `${PRELUDE}
local most = tonumber(ARGV[2])
local fence = redis.call('INCR', prefix .. 'fence')
local key = redis.call('HGET', heldKey, 'key')
-- A later job of the same key takes the place of one that was interrupted.
if key and redis.call('ZSCORE', lineKey, key) then
  redis.call('DEL', heldKey)
  redis.call('SREM', runningKey, repository)
  key = false
end
if key then
  local body = redis.call('HGET', heldKey, 'body')
  local attempt = redis.call('HINCRBY', heldKey, 'attempt', 1)
  redis.call('HSET', heldKey, 'fence', fence)
  if attempt > most then
    redis.call('DEL', heldKey)
    redis.call('SREM', runningKey, repository)
    touch()
    return reply('abandoned', key, body, attempt - 1, fence)
  end
  touch()
  return reply('run', key, body, attempt, fence)
end
local first = redis.call('ZPOPMIN', lineKey)
key = first[1]
if not key then
  touch()
  return reply('empty', '', '', 0, fence)
end
local body = redis.call('HGET', jobsKey, key) or ''
redis.call('HDEL', jobsKey, key)
redis.call('ZREM', sinceKey, repository .. ' ' .. key)
redis.call('HSET', heldKey, 'key', key, 'body', body, 'attempt', 1, 'fence', fence)
redis.call('SADD', runningKey, repository)
touch()
return reply('run', key, body, 1, fence)
`;

const FINISH = `${PRELUDE}
local fence = redis.call('HGET', heldKey, 'fence')
if not fence then return reply('gone') end
if fence ~= ARGV[2] then return reply('taken') end
redis.call('DEL', heldKey)
redis.call('SREM', runningKey, repository)
touch()
return reply('finished')
`;

const OVERDUE = `${PRELUDE}
local found = {}
for _, one in ipairs(redis.call('ZRANGEBYSCORE', pendingKey, '-inf', whole(now - tonumber(ARGV[2])), 'LIMIT', 0, ARGV[3])) do
  redis.call('ZADD', pendingKey, whole(now), one)
  found[#found + 1] = one
  found[#found + 1] = isUrgent(prefix .. 'line:' .. one)
end
return found
`;

const COUNT = `${PRELUDE}
return reply('counted')
`;

/** The steps, each atomic. `prefix` ends with a colon. They fail with what the client fails with. */
export function makeInbox(prefix: string) {
  const run = (client: Redis, script: string, repository: string, ...more: (string | number)[]) =>
    client.eval(script, 1, prefix, encodeURIComponent(repository), ...more);

  return {
    /** Puts a job in line, in the place of a waiting one of its key; once urgent, it stays so. */
    async add(client: Redis, repository: string, key: string, body: string, urgent: boolean): Promise<Added> {
      const reply = readReply(await run(client, ADD, repository, key, body, urgent ? 1 : 0, MOST_WAITING));
      const outcome = oneOf(reply.outcome, ['queued', 'replaced', 'full']);
      return { outcome, wasUrgent: reply.more[0] === 1, line: reply.line, counts: reply.counts };
    },
    /** Takes the interrupted job, or else the first in line. The caller must be the only one that works on the repository. */
    async claim(client: Redis, repository: string): Promise<Claimed> {
      const reply = readReply(await run(client, CLAIM, repository, MOST_ATTEMPTS));
      const [key, body, attempt, fence] = reply.more;
      const held = { key: String(key), body: String(body), attempt: Number(attempt), fence: Number(fence) };
      const outcome = oneOf(reply.outcome, ['run', 'abandoned', 'empty']);
      return { outcome, held, line: reply.line, counts: reply.counts };
    },
    /** Takes a job that was run out of the queue, unless somebody else took it over meanwhile. */
    async finish(client: Redis, repository: string, fence: number): Promise<Finished> {
      const reply = readReply(await run(client, FINISH, repository, fence));
      return { outcome: oneOf(reply.outcome, ['finished', 'taken', 'gone']), line: reply.line, counts: reply.counts };
    },
    /** Repositories with work to which nothing has happened for so many milliseconds. */
    async overdue(client: Redis, age: number): Promise<readonly Overdue[]> {
      const reply = await run(client, OVERDUE, '', age, MOST_OVERDUE);
      if (!Array.isArray(reply)) throw new Error('unexpected answer of a queue script');
      const found: Overdue[] = [];
      for (let at = 0; at < reply.length; at += 2)
        found.push({ repository: decodeURIComponent(String(reply[at])), urgent: reply[at + 1] === 1 });
      return found;
    },
    async count(client: Redis): Promise<Counts> {
      return readReply(await run(client, COUNT, '')).counts;
    },
  };
}

export type Inbox = ReturnType<typeof makeInbox>;

interface Reply {
  readonly outcome: unknown;
  readonly line: Line;
  readonly counts: Counts;
  readonly more: readonly unknown[];
}

function readReply(reply: unknown): Reply {
  if (!Array.isArray(reply)) throw new Error('unexpected answer of a queue script');
  const [outcome, inLine, urgent, waiting, running, longestWait, ...more]: unknown[] = reply;
  return {
    outcome,
    line: { waiting: Number(inLine), urgent: urgent === 1 },
    counts: { waiting: Number(waiting), running: Number(running), longestWait: Number(longestWait) },
    more,
  };
}

function oneOf<Name extends string>(value: unknown, names: readonly Name[]): Name {
  const found = names.find((name) => name === value);
  if (found === undefined) throw new Error('unexpected answer of a queue script');
  return found;
}
