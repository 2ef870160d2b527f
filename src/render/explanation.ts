/** Explanations of single references, for the command line. */
import type { Explanation } from '../core/explain-file.js';

/** What is printed: the explanations one after the other, and the places of the sources they name. */
export function renderExplanations(
  explanations: readonly Explanation[],
  sources: Readonly<Record<string, string>>,
): string {
  const used = new Set<string>();
  const parts = explanations.map((one) => renderOne(one, used));
  const named = [...used].sort().map((key) => `  ${key}: ${sources[key] ?? 'not in the catalogue'}`);
  return `${[...parts, ...(named.length === 0 ? [] : [`Sources\n${named.join('\n')}`])].join('\n\n')}\n`;
}

function renderOne({ row, stands, looked, decision, warnings }: Explanation, used: Set<string>): string {
  const cell =
    row.cell === undefined ? '' : ` (cell ${row.cell}${row.src_line === undefined ? '' : `, line ${row.src_line}`})`;
  const to = row.to === undefined ? '' : ` -> ${row.to}`;
  const lines = [
    `${row.path}:${row.line}:${row.col + 1}${cell}`,
    `  ${row.surface}${to}`,
    `  outcome   ${row.outcome}, by ${row.rule}: ${row.reason}`,
    `  names     ${row.model} (${row.strength})`,
    `  stands in ${stands.join(' > ')}`,
    ...decision.evidence.map(({ text, source }) => {
      if (source !== undefined) used.add(source);
      return `  evidence  ${text}${source === undefined ? '' : ` [${source}]`}`;
    }),
    ...(decision.role === undefined ? [] : [`  role      ${decision.role}`]),
    `  asked     ${looked.length === 0 ? 'no class: the whole file or text is kept' : looked.map(({ name, holds }) => (holds ? `${name} (holds)` : name)).join(', ')}`,
    ...(row.candidates.length === 0 ? [] : [`  choices   ${row.candidates.join(', ')}`]),
    ...decision.companions.map(
      ({ surface, to: other, rule, reason }) => `  with it   ${surface} -> ${other}, ${rule}: ${reason}`,
    ),
    ...warnings.map(({ severity, rule, message, sources: keys }) => {
      for (const key of keys) used.add(key);
      return `  ${severity.padEnd(9)} ${rule}: ${message}${keys.length === 0 ? '' : ` [${keys.join(', ')}]`}`;
    }),
  ];
  return lines.join('\n');
}
