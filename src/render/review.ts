/** The review of a phase: suggestions in the diff, so that a question is settled with one click. */
import type { Code, PhrasingContent } from 'mdast';
import type { PhasePlan } from '../core/phase-plan.js';
import type { PhaseContext } from './context.js';
import { inertCode, inertSentence } from './inert-code.js';
import { amount, marker, paragraph, printMarkdown, words } from './markdown.js';
import { ended } from './phase-view.js';
import { chooseCommand, settlingChoice } from './settle.js';
import { type Suggestion, suggestLines } from './suggestions.js';

/** Suggestions of one review; the other questions have their annotations. */
const MOST_SUGGESTIONS = 40;

/** A comment on a line of the diff. */
export interface ReviewComment {
  readonly path: string;
  /** 1-based line after the edits. */
  readonly line: number;
  /** Markdown. */
  readonly body: string;
}

/** A review: what it says as a whole, and its comments in the order of files and lines. */
export interface ReviewText {
  readonly body: string;
  readonly comments: readonly ReviewComment[];
}

/** Renders the review of a phase; undefined where no question has a ready candidate in the diff. */
export function renderReview(plan: PhasePlan, context: PhaseContext): ReviewText | undefined {
  const all = plan.files.flatMap((file) =>
    suggestLines(file).map((suggestion) => ({
      path: suggestion.path,
      line: suggestion.line,
      body: commentBody(suggestion, choiceOf(suggestion)),
    })),
  );
  function choiceOf({ path, rows }: Suggestion): string | undefined {
    const file = plan.files.find((one) => one.path === path);
    const [row] = rows;
    const choice = file === undefined || row === undefined ? undefined : settlingChoice(file, row, context.migration);
    return choice === undefined ? undefined : chooseCommand(choice, plan.phase.id);
  }
  if (all.length === 0) return undefined;
  const comments = all.slice(0, MOST_SUGGESTIONS);
  const left = all.length - comments.length;
  return { body: reviewBody(plan, context, comments.length, left), comments };
}

function reviewBody(plan: PhasePlan, { migration }: PhaseContext, count: number, left: number): string {
  return printMarkdown([
    marker(`review ${migration.id}/${plan.phase.id}`),
    paragraph(
      words(
        `${amount(count, 'place')} of this phase ${count === 1 ? 'waits' : 'wait'} for a choice and ${count === 1 ? 'has' : 'have'} a candidate ready. "Commit suggestion" takes it, "Add suggestion to batch" takes several in one commit; to leave a name as it is, resolve the conversation.`,
      ),
      words(left === 0 ? '' : ` ${amount(left, 'place')} more: see the annotations of the check run.`),
    ),
  ]);
}

function commentBody({ rows, text }: Suggestion, command: string | undefined): string {
  const said = rows.flatMap(({ surface, reason, candidates }, index): PhrasingContent[] => [
    words(index === 0 ? '' : ' '),
    inertCode(surface),
    words(' was left as it is: '),
    ...inertSentence(ended(reason), 400),
    words(' This suggests '),
    inertCode(candidates[0] ?? ''),
    words('.'),
    ...otherCandidates(candidates.slice(1)),
  ]);
  const suggested: Code = { type: 'code', lang: 'suggestion', meta: null, value: text };
  const settled =
    command === undefined
      ? []
      : [paragraph(inertCode(command), words(' settles it for every such place of this phase.'))];
  return printMarkdown([paragraph(...said), suggested, ...settled]);
}

function otherCandidates(names: readonly string[]): PhrasingContent[] {
  if (names.length === 0) return [];
  const listed = names.flatMap((name, index) => [words(index === 0 ? '' : ', '), inertCode(name)]);
  return [words(' Other candidates: '), ...listed, words('.')];
}
