/** The answer to `/migrate explain`: each name with what decided, in text that cannot become anything else. */
import type { Code, RootContent } from 'mdast';
import type { Explanation } from '../core/explain-file.js';
import { renderExplanations } from './explanation.js';
import { fitMarkdown, rowLimits } from './fit.js';
import { inertCode, inertFenceLine } from './inert-code.js';
import { amount, paragraph, words } from './markdown.js';

/** Code points of the answer. */
const BUDGET = 20_000;
/** Code points of a line. */
const LINE_LIMIT = 400;

/** Quotes the command, counts what was found, and says of each name what decided. What does not fit is counted. */
export function answerExplanations(
  command: string,
  explanations: readonly Explanation[],
  sources: Readonly<Record<string, string>>,
): string {
  const blocks = (limit: number): readonly RootContent[] => {
    const text = renderExplanations(explanations.slice(0, limit), sources).trimEnd();
    const value = text
      .split('\n')
      .map((line) => inertFenceLine(line, LINE_LIMIT))
      .join('\n');
    const fence: Code = { type: 'code', lang: 'text', value };
    const rest = explanations.length - limit;
    return [
      fence,
      ...(rest <= 0
        ? []
        : [
            paragraph(
              words(`And ${amount(rest, 'name')} more: add the number of a line to the path to see those on it.`),
            ),
          ]),
    ];
  };
  const limits = rowLimits(explanations.length, 1);
  return fitMarkdown(
    [
      {
        name: 'the command',
        essential: true,
        levels: [
          () => [
            { type: 'blockquote', children: [paragraph(inertCode(command))] },
            paragraph(words(`${amount(explanations.length, 'name')} on the default branch as it is:`)),
          ],
        ],
      },
      { name: 'the explanations', essential: true, levels: limits.map((limit) => () => blocks(limit)) },
      {
        name: 'the next step',
        essential: true,
        levels: [
          () => [
            paragraph(
              words('Next: where another model should stand, '),
              inertCode('/migrate choose OLD=NEW'),
              words('; where the name should stay, a comment '),
              inertCode('cutover: keep'),
              words(' with a reason on its line.'),
            ),
          ],
        ],
      },
    ],
    BUDGET,
  );
}
