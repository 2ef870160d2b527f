/** The pull request of a phase: title, body and commit message. */
import type { RootContent } from 'mdast';
import type { PhasePlan } from '../core/phase-plan.js';
import { changePart } from './change-part.js';
import { checklistPart } from './checklist-list.js';
import { chosenPart } from './chosen-part.js';
import { phaseCommitMessage } from './commit-message.js';
import type { PhaseContext } from './context.js';
import { continuingBlocks } from './continue-part.js';
import { filePart } from './file-tables.js';
import { fitParts, type Part, rowLimits } from './fit.js';
import { type FollowUp, renderFollowUps } from './follow-ups.js';
import { inertCode, inertLine, inertSentence } from './inert-code.js';
import { amount, heading, item, link, list, marker, number, paragraph, words } from './markdown.js';
import { keptPart, rewrittenPart } from './outcome-lists.js';
import { begun, ended, type PhaseView, viewPhase } from './phase-view.js';
import { questionPart } from './question-table.js';
import { samplePart } from './sample-part.js';
import { verificationPart } from './verification-part.js';
import { sourcePart, warningPart } from './warning-list.js';

/** Code points that a body may have; GitHub takes 65,536 and nothing is planned up to the last one. */
export const BODY_BUDGET = 58_000;
/** Code points of a title. */
const TITLE_LIMIT = 200;

/** What a pull request says. */
export interface PullRequestText {
  readonly title: string;
  /** Markdown; at most the budget in code points. Lines in it are those after the edits. */
  readonly body: string;
  /** What the body was printed from. */
  readonly blocks: readonly RootContent[];
  readonly commitMessage: string;
  /** Comments with what had no room in the body; empty when it says all, or when the context has no use for comments. */
  readonly followUps: readonly FollowUp[];
}

/**
 * Renders the pull request of a phase. Everything is taken from the verified plan and the context; details that do not fit into
 * `budget` code points shrink to counts, the text says so where it happens, and what was shortened is said in full in the comments.
 */
export function renderPullRequest(
  plan: PhasePlan,
  context: PhaseContext,
  budget: number = BODY_BUDGET,
): PullRequestText {
  const view = viewPhase(plan, context);
  const { text, blocks, shortened } = fitParts(partsOf(view), budget);
  return {
    title: pullRequestTitle(plan, context),
    body: text,
    blocks,
    commitMessage: phaseCommitMessage(plan, context),
    followUps:
      context.followUps === true ? renderFollowUps(shortened, budget, 'the description of this pull request') : [],
  };
}

/** What the phase is and of which migration, on one line. */
export function pullRequestTitle({ phase }: PhasePlan, { migration }: PhaseContext): string {
  return inertLine(`Phase ${phase.number}: ${phase.title} (${migration.title})`, TITLE_LIMIT);
}

function partsOf(view: PhaseView): readonly Part[] {
  return [
    fixed('the markers', () => markersOf(view)),
    fixed('what this is', () => introduction(view)),
    fixed('what to decide', () => decideHeading(view)),
    warningPart(view, ['critical'], 'Critical warnings', { eagerness: 0.4, name: 'the critical warnings' }),
    questionPart(view),
    chosenPart(view),
    checklistPart(view),
    filePart(view),
    rewrittenPart(view),
    changePart(view),
    warningPart(view, ['warning', 'note'], 'Other warnings', { eagerness: 1, depth: 2, name: 'the other warnings' }),
    keptPart(view),
    problemPart(view),
    sourcePart(
      view.warnings.flatMap(({ sources }) => sources),
      view.context.migration.catalogue.sources,
    ),
    verificationPart(view),
    samplePart(view),
    fixed('how to continue', () => continuingBlocks(view)),
  ];
}

function fixed(name: string, blocks: () => readonly RootContent[]): Part {
  return { name, levels: [blocks], essential: true };
}

function markersOf({ plan, context }: PhaseView): readonly RootContent[] {
  return [
    marker(`phase ${context.migration.id}/${plan.phase.id}`),
    marker(`base ${context.fingerprint.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'unknown'}`),
  ];
}

function introduction({ plan, context }: PhaseView): readonly RootContent[] {
  const { counts, phase } = plan;
  const { references } = counts;
  const asked =
    context.requestedBy === undefined
      ? [words(' It was planned on the command line.')]
      : [words(' It was asked for by '), inertCode(context.requestedBy), words('.')];
  const tracked =
    context.trackingIssue === undefined
      ? []
      : [words(' All phases: '), link(context.trackingIssue, words('tracking issue')), words('.')];
  const others =
    counts.companions === 0
      ? ''
      : `${amount(counts.companions, 'other edit')} that ${counts.companions === 1 ? 'goes' : 'go'} with them; `;
  return [
    paragraph(
      words(`This is phase ${phase.number} (`),
      ...inertSentence(phase.title),
      words(') of the migration '),
      ...inertSentence(context.migration.title),
      words(': it replaces the old models that the plan names by the new ones, in the files of this phase alone.'),
      ...asked,
      ...tracked,
    ),
    paragraph(
      words(
        `${amount(references.rewrite, 'reference')} rewritten in ${amount(counts.changedFiles, 'file')} (${amount(counts.changedNotebooks, 'notebook')}), ${number(references.ask)} to choose, ${number(references.keep)} kept; ${others}+${number(counts.addedLines)} −${number(counts.removedLines)} lines. Lines below are counted after the edits.`,
      ),
    ),
  ];
}

function decideHeading({ plan }: PhaseView): readonly RootContent[] {
  const { critical } = plan.counts.warnings;
  const asks = plan.counts.references.ask;
  const said =
    critical + asks === 0
      ? 'Nothing: there is no critical warning and no question. What remains is to read the diff.'
      : `${amount(critical, 'critical warning')} and ${amount(asks, 'place')} to choose for.`;
  return [heading(2, words('Decide first')), paragraph(words(said))];
}

/** Files that could not be read, parsed or verified. */
function problemPart({ plan: { problems } }: PhaseView): Part {
  if (problems.length === 0) return { name: 'the problems', levels: [() => []] };
  const top = heading(2, words(`Problems (${problems.length})`));
  const blocks = (limit: number): readonly RootContent[] => {
    const rest = problems.length - limit;
    const items = problems
      .slice(0, limit)
      .map(({ path, message, unverified }) =>
        item([
          paragraph(
            inertCode(path),
            words(': '),
            ...inertSentence(begun(ended(message)), 400),
            words(unverified ? ' This file was left as it is: look at it by hand.' : ''),
          ),
        ]),
      );
    return [
      top,
      ...(items.length === 0 ? [] : [list(items)]),
      ...(rest <= 0 ? [] : [paragraph(words(`And ${number(rest)} more: see the ledger.`))]),
    ];
  };
  return {
    name: 'the problems',
    eagerness: 0.5,
    levels: rowLimits(problems.length).map((limit) => () => blocks(limit)),
  };
}
