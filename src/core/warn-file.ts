/** Runs the warning rules over a decided file and says where their findings stand. */

import { isMended } from './mended.js';
import { placeInFile } from './place-in-file.js';
import type { DecidedFile, Finding, Rule } from './rule.js';
import type { Warning } from './warning.js';

const ORDER = { critical: 0, warning: 1, note: 2 } as const;

/** All warnings of a file, in the order of their places. One rule speaks once a place. */
export function warningsOf(decided: DecidedFile, rules: readonly Rule[]): readonly Warning[] {
  if (decided.references.length === 0 && (decided.arriving ?? []).length === 0) return [];
  return rules
    .flatMap((rule) =>
      locateWarnings(
        decided,
        rule.name,
        rule
          .check(decided)
          .filter((finding) => !isMended(decided.decisions, finding.unit, finding.span))
          .map((finding) => ({ severity: rule.severity, ...finding })),
      ),
    )
    .sort((a, b) => a.span.start - b.span.start || ORDER[a.severity] - ORDER[b.severity]);
}

/** Turns findings into warnings with positions. */
export function locateWarnings(
  { file, units }: DecidedFile,
  rule: string,
  findings: readonly (Finding & { readonly severity: Warning['severity'] })[],
): readonly Warning[] {
  const seen = new Set<string>();
  return findings.flatMap(({ unit: index, span, severity, message, advice, sources }) => {
    const unit = units[index];
    const key = `${index}:${span.start}:${span.end}`;
    if (unit === undefined || seen.has(key)) return [];
    seen.add(key);
    return [{ rule, severity, path: file.path, ...placeInFile(file, unit, span), message, advice, sources }];
  });
}
