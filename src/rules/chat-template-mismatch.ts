import type { Model } from '../core/model.js';
import type { DecidedFile, Rule } from '../core/rule.js';
import { matchesOf, signsOf } from './area.js';
import { checkFirst, knownSources, nameOf, sourcesOf } from './fact-wording.js';
import { type Draft, gather } from './gather.js';
import { exactSwapsOf, isSwap, type Standing, standingsOf } from './model-after.js';

/** What of a format's description is a mark in a prompt. */
const MARKS = /<\|[\w-]+\|>|\[\/?[A-Z]{3,}\]|<<\/?SYS>>|<image>|\b(?:USER|ASSISTANT):/g;
/** A chat template by its name; a path or a template in full is none. */
const NAMED = /\b(?:chat[_-])?template["']?(?:\s*[:=]\s*|\s+)["']?([a-z][\w.-]{2,30})(?=["']?\s*(?:[,)#\n]|$))/;
const MODELFILE = /^(?:TEMPLATE\s+"""|PARAMETER\s+stop\b)/m;

/** A prompt written by hand in the old model's format. */
export const chatTemplateMismatch: Rule = {
  name: 'chat-template-mismatch',
  severity: 'critical',
  doc: {
    finds:
      "Marks of the old model's chat format in a file whose ids are renamed, and a Modelfile that keeps its TEMPLATE or stop words under a new FROM.",
    why: 'To the new model the marks are text: it answers nonsense, does not stop, or never sees the image. A kept TEMPLATE overrides the built-in one and loses tools and thinking.',
    example: '`"<|start_header_id|>user<|end_header_id|>"`',
    advice:
      'Let the tokenizer or the chat API write the format (`apply_chat_template`), and change stop words and output parsing with it.',
  },
  check(file) {
    const pairs = new Map(
      [...standingsOf(file).flatMap(askedFor), ...exactSwapsOf(file).map((swap) => ({ ...swap, certain: true }))].map(
        (one) => [`${one.before.id} ${one.after.id}`, one],
      ),
    );
    const drafts = [...pairs.values()].flatMap((pair) => marksOf(file, pair));
    return gather(file, [...firstOfUnit(drafts), ...modelfiles(file), ...named(file)]);
  },
};

interface Pair {
  readonly before: Model;
  readonly after: Model;
  /** Whether the rewrite is made, and not only proposed. */
  readonly certain: boolean;
}

/** A checkpoint that is asked about with its class: whoever changes both must change the prompt too. */
function askedFor({ decision, before, proposed }: Standing): readonly Pair[] {
  return decision.rule !== 'class' || decision.outcome !== 'ask' || before === undefined || proposed === undefined
    ? []
    : [{ before, after: proposed, certain: false }];
}

function oldMarks({ before, after }: Pair): readonly string[] {
  const now = formatText(after);
  return [...new Set(formatText(before).match(MARKS) ?? [])].filter((mark) => !now.includes(mark));
}

function formatText({ facts }: Model): string {
  return `${facts.chatFormat?.value ?? ''} ${facts.chatFormat?.note ?? ''}`;
}

function marksOf(file: DecidedFile, pair: Pair): readonly Draft[] {
  const marks = oldMarks(pair);
  const { before, after, certain } = pair;
  const [old, now] = [before.facts.chatFormat, after.facts.chatFormat];
  if (marks.length === 0 || old?.value === now?.value) return [];
  const pattern = new RegExp(marks.map((mark) => mark.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'));
  return file.units.flatMap(({ index, text, shielded }) =>
    shielded !== undefined
      ? []
      : matchesOf(text, pattern).map((match) => ({
          key: 'marks',
          unit: index,
          span: { start: match.index, end: match.index + match[0].length },
          ...(certain ? {} : { severity: 'warning' as const }),
          message: `${checkFirst(old, now)}\`${match[0]}\` belongs to the chat format of ${nameOf(before)}; ${nameOf(after)}${certain ? '' : ', which is proposed here,'} has another${now === undefined ? '' : `: ${now.value}`}.`,
          advice:
            "Use the chat API or the tokenizer's apply_chat_template; change stop words and the cutting of the answer too.",
          sources: sourcesOf(old, now),
        })),
  );
}

/** A template of the old family that a trainer or server is told to use by its name. */
function named(file: DecidedFile): readonly Draft[] {
  return signsOf(file, NAMED, isSwap, 'any').flatMap(({ standing, unit, span, match }) => {
    if (!isSwap(standing)) return [];
    const { before, after } = standing;
    const wordOf = (model: Model) =>
      file.catalogue.families.find(({ id }) => id === model.family)?.stems[0]?.split(/[ \d.-]/)[0] ?? '';
    const [old, now] = [wordOf(before), wordOf(after)];
    const said = match[1]?.toLowerCase() ?? '';
    if (old.length < 3 || !said.startsWith(old) || said.startsWith(now)) return [];
    return [
      {
        key: 'named',
        unit,
        span,
        message: `\`${match[1]}\` is a template of ${nameOf(before)}; ${nameOf(after)} has another.`,
        advice: "Name the new model's template, or let the tokenizer bring its own.",
        sources: sourcesOf(before.facts.chatFormat, after.facts.chatFormat),
      },
    ];
  });
}

/** A format is used many times in one text: its first mark speaks for the unit. */
function firstOfUnit(drafts: readonly Draft[]): readonly Draft[] {
  const first = new Map<number, Draft>();
  for (const draft of drafts) {
    const known = first.get(draft.unit);
    if (known === undefined || draft.span.start < known.span.start) first.set(draft.unit, draft);
  }
  return [...first.values()];
}

function modelfiles(file: DecidedFile): readonly Draft[] {
  const fromLine = (one: Parameters<typeof isSwap>[0]) => {
    if (!isSwap(one)) return false;
    const text = file.units[one.reference.unit]?.text ?? '';
    return /^[ \t]*FROM[ \t]+$/.test(
      text.slice(text.lastIndexOf('\n', one.reference.span.start - 1) + 1, one.reference.span.start),
    );
  };
  return signsOf(file, MODELFILE, fromLine, 'any').map(({ standing, unit, span, match }) => ({
    key: 'modelfile',
    unit,
    span,
    message: `this \`${/^\w+/.exec(match[0])?.[0]}\` was written for ${standing.before === undefined ? 'the old model' : nameOf(standing.before)} and overrides what ${standing.after === undefined ? 'the new one' : nameOf(standing.after)} brings, tools and thinking included.`,
    advice: 'Drop TEMPLATE and stop with the new FROM.',
    sources: knownSources(file.catalogue, 'ollama-src'),
  }));
}
