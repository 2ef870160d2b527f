/**
 * Rewrites that would name one model twice where the text names two: in a list, a dict, a table, a menu, a command, a sentence, or in
 * the lines of a before and an after.
 */
import { boundTo, countUses, isTwin, lineOf, mostUsed } from './collapse-choice.js';
import { inCommands } from './collapse-commands.js';
import { type Scope, says } from './collapse-scope.js';
import { inArguments, inRows } from './collapse-sequence.js';
import type { DecideFacts } from './decide-facts.js';
import type { Draft } from './draft.js';
import { linesAround, type Place } from './place.js';
import { insertableNames } from './target-name.js';

/** Asks about every rewrite that would make two things of one collection equal. Order and number stay. */
export function keepCollapses(drafts: readonly Draft[], facts: DecideFacts): readonly Draft[] {
  const groups = new Map<string, Draft[]>();
  const scopes = new Map<Draft, readonly Scope[]>();
  for (const draft of drafts) {
    if (draft.outcome !== 'rewrite' || draft.to === undefined) continue;
    const own = scopesOf(draft);
    scopes.set(draft, own);
    for (const { key } of own) groups.set(key, [...(groups.get(key) ?? []), draft]);
  }
  const uses = countUses(scopes.keys());
  const running = new Map<string, Draft[]>();
  for (const draft of scopes.keys()) {
    if (draft.place.runs) running.set(lineOf(draft), [...(running.get(lineOf(draft)) ?? []), draft]);
  }
  const collapsed = new Set<Draft>();
  for (const [draft, own] of scopes) {
    const to = draft.to ?? '';
    if (!draft.place.runs && running.get(lineOf(draft))?.some((one) => isTwin(one, draft, to))) {
      collapsed.add(draft);
      continue;
    }
    const target = facts.targets.models.get(draft.target ?? '');
    const names = [...new Set([to, ...(target === undefined ? [] : insertableNames(target))])];
    const collapses = own.some(({ key, present, needsOne }) => {
      if (present(names, to)) return true;
      const equal = groups.get(key)?.filter((one) => one.to === to) ?? [];
      if (equal.every((one) => one.reference.surface === draft.reference.surface)) return false;
      return needsOne !== true || mostUsed(equal, uses) !== draft.reference.surface;
    });
    if (collapses) collapsed.add(draft);
  }
  if (collapsed.size === 0) return drafts;
  const bound = boundTo(collapsed);
  return drafts.map((draft) => {
    const { to } = draft;
    if (to === undefined || !scopes.has(draft)) return draft;
    if (collapsed.has(draft)) return askAbout(draft, to, twice(to));
    return bound(draft) ? askAbout(draft, to, BESIDE_ASKED) : draft;
  });
}

function twice(to: string): string {
  return `rewriting would name \`${to}\` twice in one list, dict, table, sentence or set of commands: drop the entry, or choose another model for it`;
}

const BESIDE_ASKED =
  'the same name beside it, or in the list that it is a value of, is asked about: change both or neither';

function askAbout(draft: Draft, to: string, reason: string): Draft {
  const { to: _to, target: _target, ...rest } = draft;
  return {
    ...rest,
    outcome: 'ask',
    rule: 'collapse',
    reason,
    candidates: [to],
  };
}

function scopesOf({ place }: Draft): readonly Scope[] {
  const { reference, python, shell, data, markdown, innermost } = place;
  const scopes = [
    python === undefined ? undefined : inPython(place),
    python === undefined ? undefined : inArguments(place),
    python === undefined ? undefined : inRows(place),
    shell === undefined || (python !== undefined && python.token !== 'magic') ? undefined : inCommands(place),
    innermost === data ? inData(place) : undefined,
    place.runs || markdown?.block === 'fence' ? undefined : inSentence(place),
    place.runs ? inComment(place) : undefined,
    python === undefined ? undefined : inEither(place),
    markdown === undefined ? undefined : inTable(place),
    markdown === undefined ? undefined : inRow(place),
    markdown?.block === 'list-item' || markdown?.block === 'paragraph' ? inMenu(place) : undefined,
    innermost.language === 'plain' || markdown?.block === 'html' ? inMarkup(place) : undefined,
    markdown?.block === 'fence' ? inBeforeAndAfter(place) : undefined,
  ];
  return scopes.flatMap((scope) => (scope === undefined ? [] : [{ ...scope, key: `${reference.unit}:${scope.key}` }]));
}

function inPython({ python, reference }: Place): Scope | undefined {
  if (python === undefined || python.token === 'comment' || python.token === 'docstring') return undefined;
  const { use, statement } = python;
  const key = `${statement.start}`;
  const scope = (kind: string, values: readonly string[]): Scope => ({
    key: `${kind}:${key}:${values.join('\u0000')}`,
    present: (_names, to) => values.includes(to) || (use.isKey && use.keyedValue?.replace(/^['"]|['"]$/g, '') === to),
  });
  if (use.items.length > 1) return scope('items', use.items);
  if (use.isKey) return scope('keys', use.siblings);
  const isChoice = CHOICE_KEY.test(use.keys.at(-1) ?? '') || isNamed(use.keys.at(-1) ?? '', reference.family);
  return isChoice && use.siblings.length > 1 ? scope('values', use.siblings) : undefined;
}

/** Keys of entries that differ in their model only: sizes, tiers, first and second choice. Two tasks may well share one model. */
const CHOICE_KEY =
  /^(?:\w+_)?(?:small|medium|large|big|tiny|mini|fast|quick|slow|smart|strong|best|good|better|cheap|premium|quality|light|lite|heavy|balanced|low|high|default|main|primary|secondary|think(?:er|ing)?|reason(?:er|ing)?|deep|expert|fallback|alternative|alt|backup|first|second|old|new|a|b|[\d.]+b)(?:_\w+)?$/i;

/** Whether a key is itself the name of a model. */
function isNamed(key: string, family: string): boolean {
  return /\d\s*b\b|:\w/i.test(key) || key.toLowerCase().includes(/^[a-z]+/.exec(family)?.[0] ?? family);
}

/** Items of a sequence, or the same key in the mappings of a sequence. */
function inData(place: Place): Scope | undefined {
  const { data } = place;
  if (data === undefined || data.token === 'comment' || !data.path.some((part) => part.startsWith('[')))
    return undefined;
  if (/^[\w-]+=/.test(data.value ?? '')) return undefined;
  const mark = data.path.at(-1)?.startsWith('[') === true ? '' : `${data.path.at(-1)}`;
  const around = linesAround(place, 12, 12);
  return {
    key: `data:${data.path.map((part) => (part.startsWith('[') ? '[]' : part)).join('.')}`,
    present: (_names, to) =>
      around.some((line) => line.includes(mark) && isOther(line, place) && says(line, to)) ||
      (mark === '' && says(place.line, to)),
  };
}

function isOther(line: string, place: Place): boolean {
  return line !== place.line;
}

/** What may end the sentence's names: a sentence that says a name twice says nothing. */
function inSentence(place: Place): Scope {
  const { sentence, reference, inLine } = place;
  return {
    key: `sentence:${reference.span.start - inLine.start}:${sentence}`,
    present: (names) => names.some((name) => says(sentence, name)),
  };
}

/** The comment behind a name that runs: what it says of the new model, it says beside the old one. */
function inComment({ reference, line, inLine }: Place): Scope | undefined {
  const comment = /(?:^|\s)(?:#|\/\/).*/.exec(line.slice(inLine.end))?.[0];
  if (comment === undefined) return undefined;
  return {
    key: `comment:${reference.index}`,
    present: (names) => names.some((name) => says(comment, name)),
  };
}

/** The two sides of a choice in one expression: `A if big else B`. */
function inEither({ python, reference, line, inLine }: Place): Scope | undefined {
  if (python?.token !== 'string' || !/["']\s+if\s.{1,200}?\selse\s+["']/.test(line)) return undefined;
  return { key: `either:${reference.span.start - inLine.start}`, present: (_names, to) => says(line, to) };
}

/** The first column of a table: what its rows are about. */
function inTable({ markdown }: Place): Scope | undefined {
  const table = markdown?.table;
  if (markdown === undefined || table === undefined || table.inHeader || table.column !== 0) return undefined;
  return {
    key: `table:${markdown.blockSpan.start}`,
    present: (names) => table.firstColumn.some((cell) => names.some((name) => says(cell, name))),
  };
}

/** The cells of one row: two choices side by side. */
function inRow({ markdown, reference, inLine }: Place): Scope | undefined {
  const table = markdown?.table;
  if (table === undefined || reference.strength !== 'exact') return undefined;
  return {
    key: `row:${reference.span.start - inLine.start}`,
    present: (_names, to) => table.row.some((cell, at) => at !== table.column && says(cell, to)),
  };
}

/** Marks of items, options with a letter included. */
const ITEM = /^\s*(?:(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?(?:\(?[A-Ha-h][.)]\s+)?|\(?[A-Ha-h][.)]\s+)[`*_"']*$/;
const ITEM_LINE = /^\s*(?:[-*+]|\d+[.)]|\(?[A-Ha-h][.)])\s/;

/** A list whose items begin with names. */
function inMenu(place: Place): Scope | undefined {
  const { unit, line, inLine, reference } = place;
  if (!ITEM.test(line.slice(0, inLine.start))) return undefined;
  let start = reference.span.start - inLine.start;
  let lines = 0;
  for (; start > 0 && lines < 40; lines++) {
    const before = unit.text.lastIndexOf('\n', start - 2) + 1;
    const line = unit.text.slice(before, start);
    if (!ITEM_LINE.test(line) && !/^\s+\S/.test(line)) break;
    start = before;
  }
  const items = linesAround(place, lines, 40 - lines).filter((one) => one !== line && ITEM_LINE.test(one));
  return {
    key: `menu:${start}`,
    present: (names) => items.some((item) => names.some((name) => says(item.slice(0, name.length + 20), name))),
  };
}

/** Code or markup that is not parsed: items on one line, or lines that begin alike with marks alone. */
function inMarkup(place: Place): Scope | undefined {
  const { line, inLine, reference } = place;
  const before = line.slice(0, inLine.start);
  const alike = /^\s*(?:["'`]|(?:<(?:tr|td|option|li)\b[^<>]*>?\s*){1,2}["'`]?(?:<code>)?)$/.test(before);
  return {
    key: alike ? `marks:${before}` : `line:${reference.span.start - inLine.start}`,
    present: (_names, to) =>
      says(line, to) ||
      (alike &&
        linesAround(place, 12, 12).some(
          (one) => one.startsWith(before) && says(one.slice(0, before.length + to.length + 1), to),
        )),
  };
}

/** A fence in which the line stands again, with the new name: what was before, and what is after. */
function inBeforeAndAfter({ reference, line, inLine, markdown }: Place): Scope | undefined {
  const text = reference.site.texts[0]?.text;
  if (text === undefined || markdown === undefined) return undefined;
  const fence = text.slice(markdown.blockSpan.start, markdown.blockSpan.end).split(/\r?\n/).map(bare);
  return {
    key: `again:${reference.index}`,
    present: (_names, to) => fence.includes(bare(`${line.slice(0, inLine.start)}${to}${line.slice(inLine.end)}`)),
  };
}

/** A line without the marks of a difference and what is commented at its end. */
function bare(line: string): string {
  return line
    .replace(/^\s*[-+]?\s*/, '')
    .replace(/\s+#.*$/, '')
    .trim();
}
