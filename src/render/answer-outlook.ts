/** The answer to a command that asks back first: what would happen, and the command that lets it. */
import { fitMarkdown } from './fit.js';
import { inertCode, inertSentence } from './inert-code.js';
import { item, list, paragraph, words } from './markdown.js';

/** Code points of the answer. */
const BUDGET = 20_000;

/** `/migrate recreate phase-4`: what would happen, a sentence each. */
export function answerOutlook(command: string, phase: string, said: readonly string[]): string {
  const blocks = [
    { type: 'blockquote' as const, children: [paragraph(inertCode(command))] },
    paragraph(words('Nothing was changed. This is what beginning '), inertCode(phase), words(' anew would do:')),
    list(said.map((sentence) => item([paragraph(...inertSentence(sentence))]))),
    paragraph(words('Next: '), inertCode(`/migrate recreate ${phase} confirm`), words(' does it.')),
  ];
  return fitMarkdown([{ name: 'the answer', essential: true, levels: [() => blocks] }], BUDGET);
}
