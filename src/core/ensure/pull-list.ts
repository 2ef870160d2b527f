/** A fence that pulls models: its commands, and the groups that comments and blank lines make of them. */
import type { ModelId } from '../model.js';
import type { Span } from '../source.js';
import { type Fence, lineStart, type MarkdownDocument } from './document.js';
import { headingBefore } from './find-section.js';
import type { EnsureFacts } from './insertion.js';
import { type Kind, kindsIn, kindsOfModel } from './kinds.js';
import { namesIn } from './names-in.js';
import { inOwnBlock, type OwnBlock } from './own-block.js';

/** A line that pulls one model. The span is the line without its line end. */
export interface PullCommand extends Span {
  /** Everything before the name: `ollama pull `. */
  readonly prefix: string;
  readonly name: string;
  readonly models: readonly ModelId[];
  readonly kinds: readonly Kind[];
  /** The comment with its sign, and the column where it starts. */
  readonly comment?: { readonly text: string; readonly column: number };
  /** Whether a line before or after it is part of the same command, or it stands deeper than its fence. */
  readonly tied: boolean;
}

/** Commands that stand together. */
export interface PullGroup {
  /** The comment lines above, joined; empty where there are none. */
  readonly header: string;
  readonly kinds: readonly Kind[];
  readonly legacy: boolean;
  /** Start of its first line. */
  readonly start: number;
  readonly commands: readonly PullCommand[];
  /** Whether a blank line stands before it. */
  readonly apart: boolean;
}

/** A fence with commands. */
export interface PullList {
  readonly fence: Fence;
  readonly groups: readonly PullGroup[];
}

const PULL = /^([\w\s./$!>%@|-]*?\bollama\s+pull\s+["']?)([\w./:@-]+)["']?([ \t]*)(.*)$/;
/** What a fence without a command of that kind has not. */
const PULLS = /\bollama\s+pull\s/;
const TALKS = /\b(?:echo|printf?|say)\b/;
const CONTINUED = /(?:\\|&&|\|\||\||;)\s*$/;
const LEGACY = /\b(?:legacy|comparison|compare|comparing|baseline|deprecated|old(?:er)?|previous)\b/i;
const TROUBLE = /\b(?:troubleshoot\w*|errors?|issues?|problems?|faq|pitfalls?|mistakes?)\b/i;

/** All lists of a document outside our own blocks. Fences under a heading about errors are none: their commands are remedies. */
export function pullLists(
  document: MarkdownDocument,
  own: readonly OwnBlock[],
  facts: EnsureFacts,
): readonly PullList[] {
  return document
    .fencesWhere((section) => PULLS.test(section))
    .flatMap((fence) => {
      if (inOwnBlock(own, fence) || !PULLS.test(document.text.slice(fence.body.start, fence.body.end))) return [];
      const title = document.headings[headingBefore(document, fence.start)]?.title ?? '';
      const groups = groupsOf(document.text, fence, facts);
      return groups.length === 0 || TROUBLE.test(title) ? [] : [{ fence, groups }];
    });
}

/** Whether a comment says that its model is there to be compared with, not to be used. */
export function saysLegacy(text: string): boolean {
  return LEGACY.test(text);
}

function groupsOf(text: string, { start: fenceStart, body }: Fence, facts: EnsureFacts): readonly PullGroup[] {
  const depth = /^[\s>]*/.exec(text.slice(lineStart(text, fenceStart), fenceStart))?.[0].length ?? 0;
  const groups: PullGroup[] = [];
  let header: string[] = [];
  let start: number | undefined;
  let commands: PullCommand[] = [];
  let apart = false;
  let continues = false;
  const close = () => {
    if (start !== undefined && commands.length > 0) groups.push(groupOf(header, start, commands, apart));
    header = [];
    start = undefined;
    commands = [];
    apart = false;
  };
  let at = body.start;
  const lines = text.slice(body.start, body.end).split('\n');
  for (const raw of lines.at(-1) === '' ? lines.slice(0, -1) : lines) {
    const line = raw.replace(/\r$/, '');
    const bare = line.replace(/^[\s>]+/, '');
    if (bare === '') {
      close();
      apart = true;
    } else if (bare.startsWith('#') && !bare.startsWith('#!')) {
      if (commands.length > 0) close();
      header.push(bare.replace(/^#+\s*/, ''));
      start ??= at;
    } else {
      const command = commandOf(line, at, continues, depth, facts);
      if (command !== undefined) commands.push(command);
      else if (commands.length === 0) header = [];
      start ??= at;
    }
    continues = CONTINUED.test(line) && !bare.startsWith('#');
    at += raw.length + 1;
  }
  close();
  return groups;
}

function groupOf(
  header: readonly string[],
  start: number,
  commands: readonly PullCommand[],
  apart: boolean,
): PullGroup {
  const said = header.join(' ');
  const kinds = kindsIn(said);
  return {
    header: said,
    kinds: kinds.length > 0 ? kinds : [...new Set(commands.flatMap((command) => command.kinds))],
    legacy: saysLegacy(said) || commands.every((command) => saysLegacy(command.comment?.text ?? '')),
    start,
    commands,
    apart,
  };
}

function commandOf(
  line: string,
  at: number,
  continues: boolean,
  depth: number,
  facts: EnsureFacts,
): PullCommand | undefined {
  const found = PULL.exec(line);
  if (found === null) return undefined;
  const [, prefix = '', name = '', gap = '', rest = ''] = found;
  if (TALKS.test(prefix)) return undefined;
  const commented = rest.startsWith('#');
  const models = [...new Set(namesIn(name, facts).flatMap((one) => one.models))];
  const said = kindsIn(commented ? rest : '');
  const known = [...new Set(models.flatMap((model) => kindsOfModel(model, facts)))];
  return {
    start: at,
    end: at + line.length,
    prefix,
    name,
    models,
    kinds: known.length > 0 ? known : [...new Set([...kindsIn(name.replace(/[-:]/g, ' ')), ...said])],
    ...(commented ? { comment: { text: rest, column: line.length - rest.length } } : {}),
    tied:
      continues ||
      CONTINUED.test(commented ? '' : line) ||
      (rest !== '' && !commented) ||
      (commented && gap === '') ||
      (/^[\s>]*/.exec(prefix)?.[0].length ?? 0) > depth,
  };
}
