/** Answers to commands: the command quoted, a clear sentence, a next step. */
import type { PhrasingContent, RootContent } from 'mdast';
import { addCounts } from '../core/count.js';
import type { PhasePlan, RepositoryPlan } from '../core/phase-plan.js';
import { warningsCell } from './amounts.js';
import { fitMarkdown, rowLimits } from './fit.js';
import { inertCode, inertSentence } from './inert-code.js';
import { amount, item, link, list, number, paragraph, table, words } from './markdown.js';
import { asksOf, questionBlocks, settleWords } from './open-questions.js';
import { stateOf, stateWords } from './phase-state.js';
import { begun, ended } from './phase-view.js';
import type { PullRequestLink, TrackingState } from './tracking-state.js';

/** Code points of an answer. */
const ANSWER_BUDGET = 20_000;

/** A command, as its definition describes it. */
export interface DescribedCommand {
  /** Each form as one types it. */
  readonly usages: readonly string[];
  readonly description: string;
  readonly examples: readonly string[];
}

/** `/migrate status`: where every phase stands. */
export function answerStatus(command: string, plan: RepositoryPlan, state: TrackingState): string {
  const rows = plan.phases.map((one) => [
    [inertCode(one.phase.id), words(' '), ...inertSentence(one.phase.title)],
    stateWords(stateOf(one, state)),
    [words(number(one.counts.references.rewrite))],
    [words(number(one.counts.references.ask))],
  ]);
  return answer(command, [
    table(['Phase', 'State', 'To rewrite', 'To choose'], rows, [2, 3]),
    nextStep(nextPhase(plan, state)),
  ]);
}

/** What to do next: begin a phase that changes something, else one that was closed, else look at one that only has questions. */
function nextPhase(plan: RepositoryPlan, state: TrackingState): readonly PhrasingContent[] {
  const first = (status: string, also: (one: PhasePlan) => boolean) =>
    plan.phases.find((one) => stateOf(one, state).status === status && also(one))?.phase.id;
  const start = first('not-started', ({ counts }) => counts.changedFiles > 0);
  if (start !== undefined) return [inertCode(`/migrate ${start}`), words(' starts the next phase.')];
  const closed = first('closed', ({ counts }) => counts.changedFiles > 0);
  if (closed !== undefined)
    return [inertCode(`/migrate recreate ${closed}`), words(' begins the phase anew whose pull request was closed.')];
  if (plan.phases.some((one) => stateOf(one, state).status === 'open'))
    return [words('review the pull requests that are open; no phase is left to start.')];
  const asking = first('not-started', () => true);
  if (asking !== undefined)
    return [
      inertCode(`/migrate plan ${asking}`),
      words(' lists the places that wait for a person; no phase is left to start.'),
    ];
  return [words('nothing; no phase is left to start.')];
}

/** `/migrate help`: the commands by their definitions. */
export function answerHelp(command: string, commands: readonly DescribedCommand[]): string {
  const items = commands.map(({ usages, description, examples }) =>
    item([
      paragraph(
        ...alternatives(usages),
        words(': '),
        ...inertSentence(ended(description)),
        ...(examples.length === 0 ? [] : [words(' For example '), ...alternatives(examples), words('.')]),
      ),
    ]),
  );
  return answer(command, [list(items), nextStep([words('put a command on a line of its own in a comment here.')])]);
}

function alternatives(texts: readonly string[]): PhrasingContent[] {
  return texts.flatMap((text, index) => [...(index === 0 ? [] : [words(' or ')]), inertCode(text)]);
}

/** A command that is not carried out, or work that failed: what happened and what to do next, a sentence each. */
export function answerRefusal(command: string, what: string, next: string): string {
  return answer(command, [paragraph(...inertSentence(begun(ended(what)))), nextStep(inertSentence(ended(next)))]);
}

/** A phase that was carried out: its pull request. `outcome` says what became of it. */
export function answerPhase(
  command: string,
  phase: string,
  pullRequest: PullRequestLink,
  outcome: 'created' | 'updated' | 'unchanged',
  notes: readonly string[] = [],
): string {
  const said = {
    created: 'opened',
    updated: 'brought up to date',
    unchanged: 'already up to date: nothing was pushed',
  };
  return answer(command, [
    paragraph(
      words('The pull request of '),
      inertCode(phase),
      words(' is '),
      words(`${said[outcome]}: `),
      link(pullRequest.url, words(`pull request ${pullRequest.number}`)),
      words('.'),
    ),
    ...notes.map((note) => paragraph(...inertSentence(begun(ended(note))))),
    nextStep([words('review it, beginning with what it says under “Decide first”.')]),
  ]);
}

/** A phase that changes nothing: no pull request is opened, so the answer itself names what waits for a person. */
export function answerNothingToDo(command: string, plan: PhasePlan): string {
  const asks = plan.counts.references.ask;
  const rows = asksOf(plan);
  const said =
    asks === 0
      ? ' has nothing to change in this repository, so it opens no pull request.'
      : ` has nothing that can be rewritten without a person, so it opens no pull request. ${amount(asks, 'place')} ${asks === 1 ? 'waits' : 'wait'} for a choice.`;
  const next =
    asks === 0
      ? [inertCode('/migrate status'), words(' shows the other phases.')]
      : [...settleWords('in a commit of your own to the default branch'), words('.')];
  const blocks = (limit: number): RootContent[] => [
    quote(command),
    paragraph(inertCode(plan.phase.id), words(said)),
    ...questionBlocks(rows, limit),
    nextStep(next),
  ];
  const levels = rowLimits(rows.length).map((limit) => () => blocks(limit));
  return fitMarkdown([{ name: 'the answer', essential: true, levels }], ANSWER_BUDGET);
}

/** `/migrate all`: the totals, before anything is started. */
export function answerTotals(command: string, plan: RepositoryPlan): string {
  const total = addCounts(plan.phases.map(({ counts }) => counts));
  const cells = (id: string, { counts }: Pick<RepositoryPlan['phases'][number], 'counts'>): PhrasingContent[][] => [
    [inertCode(id)],
    [words(number(counts.changedFiles))],
    [words(number(counts.references.rewrite))],
    [words(number(counts.references.ask))],
    [words(number(counts.references.keep))],
    [words(warningsCell(counts.warnings))],
  ];
  const rows = plan.phases.map((one) => cells(one.phase.id, one));
  return answer(command, [
    paragraph(
      words(
        `This would open up to ${amount(plan.phases.length, 'pull request')}, one for each phase that changes something. Nothing was started.`,
      ),
    ),
    table(
      ['Phase', 'Files', 'Rewritten', 'To choose', 'Kept', 'Warnings'],
      [...rows, cells('total', { counts: total })],
      [1, 2, 3, 4],
    ),
    nextStep([inertCode('/migrate all confirm'), words(' starts all phases.')]),
  ]);
}

/** Problems of an input, all at once. */
export function answerProblems(command: string, what: string, problems: readonly string[], next: string): string {
  const blocks = (limit: number): RootContent[] => [
    paragraph(...inertSentence(begun(ended(what)))),
    list(problems.slice(0, limit).map((problem) => item([paragraph(...inertSentence(problem, 500))]))),
    ...(problems.length <= limit ? [] : [paragraph(words(`And ${number(problems.length - limit)} more.`))]),
    nextStep(inertSentence(ended(next))),
  ];
  const limits = rowLimits(problems.length, 1);
  return fitMarkdown(
    [
      { name: 'the command', essential: true, levels: [() => [quote(command)]] },
      { name: 'the problems', essential: true, levels: limits.map((limit) => () => blocks(limit)) },
    ],
    ANSWER_BUDGET,
  );
}

/** A preview of a body, folded away below a sentence. `body` is one of our own texts. */
export function answerPreview(command: string, phase: string, body: string): string {
  const opening = answer(command, [
    paragraph(words('This is what the pull request of '), inertCode(phase), words(' would say; nothing was changed.')),
    nextStep([inertCode(`/migrate ${phase}`), words(' opens it.')]),
  ]);
  const visible = body.replace(/^(<!-- cutover:.* -->\n+)+/, '');
  return `${opening}\n<details><summary>Preview</summary>\n\n${visible}\n</details>\n`;
}

function answer(command: string, blocks: readonly RootContent[]): string {
  return fitMarkdown(
    [{ name: 'the answer', essential: true, levels: [() => [quote(command), ...blocks]] }],
    ANSWER_BUDGET,
  );
}

function quote(command: string): RootContent {
  return { type: 'blockquote', children: [paragraph(inertCode(command))] };
}

function nextStep(said: readonly PhrasingContent[]): RootContent {
  return paragraph(words('Next: '), ...said);
}
