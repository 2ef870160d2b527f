/** The ledger rows of a decided file: one a reference, one a companion edit. */
import type { Decision } from './decision.js';
import type { LedgerRow } from './ledger.js';
import { type FilePosition, placeInFile } from './place-in-file.js';
import type { ScannedFile } from './scan-file.js';
import type { Claim } from './scope.js';

/** Makes the rows, in the order of their places. */
export function ledgerRows(
  scanned: ScannedFile,
  decisions: readonly Decision[],
  claim: Claim | undefined,
): readonly LedgerRow[] {
  const { file, units, references } = scanned;
  const owner = claim === undefined ? {} : { phase: claim.phase.id, section: claim.section.id };
  const rows = decisions.flatMap((decision): (LedgerRow & { readonly at: number })[] => {
    const common = { evidence: decision.evidence.map(({ text }) => text), group: decision.group, ...owner };
    const named = decision.references.flatMap((index, nth) => {
      const reference = references[index];
      const unit = units[reference?.unit ?? -1];
      if (reference === undefined || unit === undefined) return [];
      const to = decision.outcome === 'rewrite' ? decision.to?.[nth] : undefined;
      const position = placeInFile(file, unit, reference.span);
      return [
        {
          at: position.span.start,
          path: file.path,
          ...written(position),
          surface: reference.surface,
          model: reference.models.join(',') || reference.family,
          strength: reference.strength,
          outcome: decision.outcome,
          ...(to === undefined ? {} : { to }),
          candidates: decision.candidates,
          rule: decision.rule,
          reason: decision.reason,
          ...common,
        },
      ];
    });
    const companions = decision.companions.flatMap((companion) => {
      const unit = units[companion.unit];
      if (unit === undefined) return [];
      const position = placeInFile(file, unit, companion.span);
      return [
        {
          at: position.span.start,
          path: file.path,
          ...written(position),
          surface: companion.surface,
          model: decision.target ?? '',
          strength: 'companion' as const,
          outcome: 'companion' as const,
          to: companion.to,
          candidates: [],
          rule: companion.rule,
          reason: companion.reason,
          ...common,
        },
      ];
    });
    return [...named, ...companions];
  });
  return rows.sort((a, b) => a.at - b.at).map(({ at: _at, ...row }) => row);
}

function written({ line, cell, sourceLine, col }: FilePosition) {
  return {
    line,
    ...(cell === undefined ? {} : { cell }),
    ...(sourceLine === undefined ? {} : { src_line: sourceLine }),
    col,
  };
}
