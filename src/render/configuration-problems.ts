/** What a broken configuration is answered with: every problem with its place and what was probably meant. */
import { CONFIGURATION_PATH } from '../core/configuration.js';
import type { Problem } from '../core/problem.js';
import { answerProblems } from './answers.js';
import { fitMarkdown, rowLimits } from './fit.js';
import { inertCode, inertLine, inertSentence } from './inert-code.js';
import { amount, heading, item, list, marker, number, paragraph, words } from './markdown.js';
import { BODY_BUDGET } from './pull-request.js';
import { renderTrackingState, type TrackingState } from './tracking-state.js';

/** Stands in the tracking issue as long as the configuration is broken. */
export const BROKEN_MARKER = '<!-- cutover:configuration-broken -->';

const TITLE_LIMIT = 200;
/** Code points of an annotation. */
const ANNOTATION_LIMIT = 1000;

/** Renders the tracking issue of a repository with a broken configuration. What it remembers stays in it. */
export function renderConfigurationProblems(
  problems: readonly Problem[],
  state: TrackingState,
): { readonly title: string; readonly body: string } {
  const title = inertLine(`Model migration: ${CONFIGURATION_PATH} is not valid`, TITLE_LIMIT);
  const levels = rowLimits(problems.length, 1).map((limit) => () => [
    heading(2, words('Problems')),
    list(problems.slice(0, limit).map((problem) => item([problemLine(problem)]))),
    ...(problems.length <= limit ? [] : [paragraph(words(`And ${number(problems.length - limit)} more.`))]),
  ]);
  const body = fitMarkdown(
    [
      {
        name: 'what this is',
        essential: true,
        levels: [
          () => [
            marker('configuration-broken'),
            { type: 'html', value: renderTrackingState(state) },
            paragraph(
              words('This issue steers the migration. '),
              inertCode(CONFIGURATION_PATH),
              words(
                ` on the default branch is not valid (${amount(problems.length, 'problem')}), and nothing runs until it is.`,
              ),
            ),
          ],
        ],
      },
      { name: 'the problems', essential: true, levels },
      {
        name: 'what to do',
        essential: true,
        levels: [
          () => [
            paragraph(
              words('Next: put these right on the default branch, then comment '),
              inertCode('/migrate status'),
              words(' here; this issue then shows the phases again.'),
            ),
          ],
        ],
      },
    ],
    BODY_BUDGET,
  );
  return { title, body };
}

/** A problem on its line; plain text, not Markdown. */
export interface ProblemAnnotation {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly message: string;
}

/** What the check run of a pull request says that would bring a broken configuration to the default branch. */
export function renderConfigurationCheck(problems: readonly Problem[]): {
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly ProblemAnnotation[];
} {
  const levels = rowLimits(problems.length, 1).map((limit) => () => [
    list(problems.slice(0, limit).map((problem) => item([problemLine(problem)]))),
    ...(problems.length <= limit ? [] : [paragraph(words(`And ${number(problems.length - limit)} more.`))]),
  ]);
  const opening = paragraph(
    words('The configuration of Cutover, '),
    inertCode(CONFIGURATION_PATH),
    words(', would not be valid with this pull request: once it is merged, no phase of the migration runs.'),
  );
  const next = paragraph(words('Next: put these right in this pull request; the check runs again with the next push.'));
  const summary = fitMarkdown(
    [
      { name: 'what this is', essential: true, levels: [() => [opening]] },
      { name: 'the problems', essential: true, levels },
      { name: 'what to do', essential: true, levels: [() => [next]] },
    ],
    BODY_BUDGET,
  );
  const annotations = problems.map((problem) => ({
    path: problem.file,
    line: problem.line,
    message: inertLine(wordsOf(problem), ANNOTATION_LIMIT),
  }));
  return { title: `${CONFIGURATION_PATH}: ${amount(problems.length, 'problem')}`, summary, annotations };
}

/** Answers a command that was not carried out because the configuration is broken. */
export function answerConfigurationProblems(command: string, problems: readonly Problem[]): string {
  return answerProblems(
    command,
    `${CONFIGURATION_PATH} on the default branch is not valid, so nothing was done`,
    problems.map(sentenceOf),
    'put these right on the default branch, then give the command again',
  );
}

function problemLine(problem: Problem) {
  const { file, line, col } = problem;
  return paragraph(inertCode(`${file}:${line}:${col}`), words(' '), ...inertSentence(wordsOf(problem), 500));
}

function sentenceOf(problem: Problem): string {
  return `${problem.file}, line ${problem.line}, column ${problem.col}: ${wordsOf(problem)}`;
}

function wordsOf({ message, suggestion }: Problem): string {
  return `${message}.${suggestion === undefined ? '' : ` ${suggestion}`}`;
}
