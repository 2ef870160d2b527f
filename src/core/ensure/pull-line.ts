/** Lines that pull a model, put into the list of pull commands that a document has, in its style. */
import type { Ensure } from '../migration.js';
import type { Model } from '../model.js';
import { shortTokens } from './cell-of.js';
import { lineEndOf, type MarkdownDocument, nextLine } from './document.js';
import { headingBefore, plainTitle } from './find-section.js';
import { type EnsureFacts, type InsertionDraft, type InsertionEdit, insertAt, there, unsafe } from './insertion.js';
import { type Kind, kindsIn, kindsOfBullet, kindWords } from './kinds.js';
import { displayName, namesModel } from './names-in.js';
import type { OwnBlock } from './own-block.js';
import { type PullCommand, type PullGroup, type PullList, pullLists, saysLegacy } from './pull-list.js';
import { madeFalse } from './stale-sentences.js';

/** Kinds whose group takes a model when there is none of its own. */
const NEXT_BEST: Readonly<Partial<Record<Kind, Kind>>> = { ocr: 'vision', agent: 'general' };

const PRIMARY = 'Primary for ';

/** Plans the pull line of one model. */
export function pullLine(
  document: MarkdownDocument,
  model: Model,
  { primary }: Extract<Ensure, { kind: 'pull-line' }>,
  bullet: string,
  own: readonly OwnBlock[],
  facts: EnsureFacts,
): InsertionDraft {
  const lists = pullLists(document, own, facts);
  const kinds = kindsOfBullet(bullet, model.id, facts);
  const present = findPull(document, lists, model, facts);
  if (present !== undefined) {
    if (primary && present.command !== undefined && !isFirst(present.command, lists, kinds))
      return unsafe(`${displayName(model)} is pulled already, but not as the first of its kind; nothing was moved`);
    return there(`${displayName(model)} is pulled already: ${present.text}`);
  }
  const name = model.ollama?.insert;
  if (name === undefined) return unsafe(`${displayName(model)} has no name that Ollama resolves`);
  const list = longest(lists);
  if (list === undefined) return unsafe('there is no list of pull commands that a line could join');
  const draft = join(document, list, model, name, kinds, primary);
  return { ...draft, model: model.id, places: [...draft.places, ...madeFalse(document, list.fence, draft.edits, own)] };
}

const DOWNLOAD = /\bollama\s+pull\b|\bhf\s+download\b|\bhuggingface-cli\s+download\b|\bsnapshot_download\(/;
const DOWNLOAD_LINE = new RegExp(`^(?!\\s*#).*(?:${DOWNLOAD.source})`);

/** The line that pulls or downloads a model, wherever it stands. */
function findPull(
  document: MarkdownDocument,
  lists: readonly PullList[],
  model: Model,
  facts: EnsureFacts,
): { readonly text: string; readonly command?: PullCommand } | undefined {
  const { text } = document;
  for (const command of lists.flatMap(({ groups }) => groups.flatMap(({ commands }) => commands))) {
    if (command.models.includes(model.id)) return { text: text.slice(command.start, command.end).trim(), command };
  }
  for (const { body } of document.fencesWhere((section) => DOWNLOAD.test(section))) {
    const lines = text.slice(body.start, body.end).split(/\r?\n/);
    const line = lines.find((one) => DOWNLOAD_LINE.test(one) && !isQuotedPull(one) && namesModel(one, model, facts));
    if (line !== undefined) return { text: line.trim() };
    const loop = lines.some((one) => /\bollama\s+pull\s+["']?\$/.test(one));
    const listed = loop ? lines.find((one) => !/^\s*#/.test(one) && namesModel(one, model, facts)) : undefined;
    if (listed !== undefined) return { text: listed.trim() };
  }
  return undefined;
}

/** Whether a command is the first of its kind in its list. */
function isFirst(command: PullCommand, lists: readonly PullList[], kinds: readonly Kind[]): boolean {
  const list = lists.find(({ groups }) => groups.some(({ commands }) => commands.includes(command)));
  const first = list?.groups
    .filter((group) => !group.legacy)
    .flatMap((group) => group.commands.filter((one) => one === command || isOfKind(one, group, kinds)))
    .at(0);
  return first === undefined || first === command;
}

function isOfKind(command: PullCommand, group: PullGroup, kinds: readonly Kind[]): boolean {
  if (saysLegacy(command.comment?.text ?? '')) return false;
  const said = kindsIn(group.header);
  const own = said.length > 0 ? said : command.kinds;
  return kinds.slice(0, 1).some((kind) => own.includes(kind));
}

function longest(lists: readonly PullList[]): PullList | undefined {
  const free = ({ groups }: PullList) =>
    groups.reduce((count, { commands }) => count + commands.filter((one) => !one.tied).length, 0);
  return lists
    .filter((list) => free(list) > 0)
    .reduce<PullList | undefined>(
      (best, list) => (best === undefined || free(list) > free(best) ? list : best),
      undefined,
    );
}

function join(
  document: MarkdownDocument,
  list: PullList,
  model: Model,
  name: string,
  kinds: readonly Kind[],
  primary: boolean,
): InsertionDraft {
  const { text } = document;
  const title = plainTitle(document.headings[headingBefore(document, list.fence.start)]?.title ?? '');
  const where = title === '' ? '' : ` under “${title}”`;
  const group = groupFor(list, kinds);
  if (group === undefined) return asGroup(text, list, model, name, kinds, primary, where);
  const free = group.commands.filter((one) => !one.tied);
  const same = free.filter((one) => isOfKind(one, group, kinds));
  const anchor = primary ? (same[0] ?? free[0]) : (same.at(-1) ?? free.at(-1));
  if (anchor === undefined) return unsafe('the pull commands hang together as one command');
  const line = lineLike(anchor, group, list, model, name, labelOf(kinds, primary));
  const at = primary ? anchor.start : nextLine(text, anchor.end);
  if (at === undefined) return unsafe('the list of pull commands has no line end');
  const beside = `\`${anchor.prefix.trim()} ${anchor.name}\``;
  const draft = insertAt(
    at,
    line + lineEndOf(text),
    line.trim(),
    primary ? `first of its kind${where}, before ${beside}` : `inserted${where}, after ${beside}`,
  );
  return primary ? relabel(draft, anchor) : draft;
}

/** The group of the first kind that has one; legacy groups take no new models. */
function groupFor({ groups }: PullList, kinds: readonly Kind[]): PullGroup | undefined {
  const open = groups.filter((group) => !group.legacy && group.commands.some((one) => !one.tied));
  const wanted = [...kinds, ...kinds.flatMap((kind) => NEXT_BEST[kind] ?? [])];
  for (const kind of wanted) {
    const group = open.find((one) => one.kinds[0] === kind) ?? open.find((one) => one.kinds.includes(kind));
    if (group !== undefined) return group;
  }
  const [only] = open;
  return open.length === 1 && only?.header === '' ? only : undefined;
}

/** A group of its own, after the last one that is not kept for comparison. */
function asGroup(
  text: string,
  list: PullList,
  model: Model,
  name: string,
  kinds: readonly Kind[],
  primary: boolean,
  where: string,
): InsertionDraft {
  const eol = lineEndOf(text);
  const before = list.groups.filter((group) => !group.legacy).at(-1);
  const like = before ?? list.groups[0];
  const anchor = like?.commands.filter((one) => !one.tied).at(-1);
  if (like === undefined || anchor === undefined) return unsafe('the pull commands hang together as one command');
  const labels = list.groups.filter((group) => group.header !== '').length * 2 >= list.groups.length;
  const line = lineLike(
    anchor,
    like,
    list,
    model,
    name,
    labels && !primary ? displayName(model) : labelOf(kinds, primary),
  );
  const indent = /^[\s>]*/.exec(anchor.prefix)?.[0] ?? '';
  const header = labels ? `${indent}# ${capital(kindWords(kinds))}${eol}` : '';
  const gap = list.groups.some((group) => group.apart) || before === undefined ? `${indent.trimEnd()}${eol}` : '';
  if (before === undefined)
    return insertAt(
      like.start,
      `${header}${line}${eol}${gap}`,
      line.trim(),
      `inserted${where}, before the models for comparison`,
    );
  const last = before.commands.at(-1) ?? anchor;
  const at = nextLine(text, last.end);
  if (at === undefined || last.tied) return unsafe('the pull commands hang together as one command');
  return insertAt(at, `${gap}${header}${line}${eol}`, line.trim(), `inserted${where}, as a group of its own`);
}

/** A command in the shape of another, with a comment where comments are the list's style. */
function lineLike(
  anchor: PullCommand,
  group: PullGroup,
  list: PullList,
  model: Model,
  name: string,
  label: string,
): string {
  const quote = /["']$/.exec(anchor.prefix)?.[0] ?? '';
  const command = `${anchor.prefix}${name}${quote}`;
  const all = list.groups.flatMap(({ commands }) => commands);
  const commented =
    anchor.comment ?? group.commands.find((one) => one.comment)?.comment ?? all.find((one) => one.comment)?.comment;
  if (commented === undefined && !label.startsWith(PRIMARY)) return command;
  const column = commented?.column ?? 0;
  const gap = command.length < column ? ' '.repeat(column - command.length) : '  ';
  const sized = all.some((one) => /\d\s*GB/.test(one.comment?.text ?? ''));
  return `${command}${gap}# ${label}${sized ? figures(model) : ''}`;
}

/** What a line's comment says of its model. */
function labelOf(kinds: readonly Kind[], primary: boolean): string {
  return primary ? `${PRIMARY}${kindWords(kinds)}` : capital(kindWords(kinds));
}

function figures({ numbers }: Model): string {
  const size = numbers.ollamaQ4GB?.value;
  const context = numbers.contextTokens?.value;
  const said = [
    ...(size === undefined ? [] : [`~${size}GB`]),
    ...(typeof context === 'number' ? [`${shortTokens(context)} context`] : []),
  ];
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
}

/** The former first one is not the primary one any more. */
function relabel(draft: InsertionDraft, former: PullCommand): InsertionDraft {
  const found = /\bprimary\b/i.exec(former.comment?.text ?? '');
  if (found === null || former.comment === undefined) return draft;
  const [word] = found;
  const start = former.start + former.comment.column + found.index;
  const insert =
    word === word.toUpperCase() ? 'ALTERNATIVE' : word === word.toLowerCase() ? 'alternative' : 'Alternative';
  const edit: InsertionEdit = {
    span: { start, end: start + word.length },
    expected: word,
    insert,
    shown: insert,
    reason: `\`${former.name}\` is no longer the primary one`,
  };
  return { ...draft, edits: [...draft.edits, edit] };
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Whether a quotation mark stands before a command that downloads: it is printed then, or an argument. */
function isQuotedPull(line: string): boolean {
  const quote = line.search(/["']/);
  return quote !== -1 && /ollama\s+pull/.test(line.slice(quote));
}
