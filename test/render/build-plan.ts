/** Small plans made by hand. Texts, rows and warnings agree: a row's line and column are where its surface stands. */
import { addCounts, countFile } from '../../src/core/count.js';
import { applyChanges, changeSet, type Edit } from '../../src/core/edit.js';
import type { FilePlan, FileProblem } from '../../src/core/file-plan.js';
import type { LedgerRow } from '../../src/core/ledger.js';
import type { ChecklistItem, Migration, Phase } from '../../src/core/migration.js';
import type { ChecklistState, PhasePlan, RepositoryPlan } from '../../src/core/phase-plan.js';
import { indexLines, positionAt } from '../../src/core/source.js';
import type { Warning } from '../../src/core/warning.js';
import type { PhaseContext } from '../../src/render/context.js';

export const HEAD = '0123456789abcdef0123456789abcdef01234567';

export function buildItem(id: string, text: string): ChecklistItem {
  return { id, text, met: { by: 'human' } };
}

export function buildPhase(number: number, over: Partial<Phase> = {}): Phase {
  return {
    id: `phase-${number}`,
    number,
    title: `Domain ${number - 1} - LLM Systems`,
    sections: [
      {
        id: `${number}.1`,
        title: `${number}.1 module-3.1-llm-finetuning/`,
        scope: { include: ['**'], exclude: [] },
        subjects: [],
        checklist: [buildItem(`${number}.1/1`, 'LAB_PREP.md - Update base model references')],
      },
    ],
    checklist: [],
    repeatForNotebooks: false,
    ...over,
  };
}

export function buildMigration(over: Partial<Migration> = {}): Migration {
  return {
    id: '2025-tier-1',
    title: '2025 model migration',
    overview: '',
    planFiles: [],
    replacements: [],
    capabilityReference: { header: [], rows: [] },
    phases: [4, 5].map((number) => buildPhase(number)).concat(buildNotebookPhase()),
    records: [],
    fixtures: [],
    generated: [],
    handsOff: [],
    patterns: [],
    criticalNotes: [],
    reasoningComparison: { header: [], rows: [] },
    impact: { header: [], rows: [] },
    covers: [],
    approval: 'Approval needed before proceeding with updates.',
    execution: [
      {
        title: 'Pre-Migration',
        items: [
          { id: 'e1', text: 'Backup current branch', met: 'backup' },
          { id: 'e2', text: 'Create migration tracking issue', met: 'tracking-issue' },
          { id: 'e3', text: 'Verify all new models available in Ollama', met: 'registries' },
        ],
      },
      {
        title: 'Migration',
        items: [
          { id: 'e4', text: 'Phase 4: Domain 3', met: 'phase', phase: 'phase-4' },
          { id: 'e5', text: 'Phase 5: Domain 4', met: 'phase', phase: 'phase-5' },
        ],
      },
      { title: 'Post-Migration', items: [{ id: 'e6', text: 'Test sample notebooks', met: 'human' }] },
    ],
    planErrors: [
      {
        id: 'p1',
        says: 'magistral-small-1.2 in Ollama',
        finding: 'no such name',
        instead: 'the Hugging Face id',
        sources: ['maker'],
      },
    ],
    catalogue: {
      models: [],
      families: [],
      mirrors: [],
      sources: {
        maker: 'https://example.org/models',
        tracker: 'https://github.com/o/r/issues/12',
        talk: 'a talk, by @somebody',
      },
    },
    ...over,
  };
}

export function buildNotebookPhase(): Phase {
  return buildPhase(6, {
    title: 'Jupyter Notebooks (.ipynb files)',
    sections: [],
    checklist: [buildItem('6/1', 'Model name strings'), buildItem('6/2', 'HuggingFace model IDs')],
    repeatForNotebooks: true,
  });
}

export interface Told {
  readonly surface: string;
  readonly outcome: LedgerRow['outcome'];
  readonly to?: string;
  readonly row?: Partial<LedgerRow>;
}

/** A file whose text holds each surface once, in order; rewrites and companions become edits. */
export function buildFile(path: string, text: string, told: readonly Told[], over: Partial<FilePlan> = {}): FilePlan {
  const index = indexLines(text);
  const edits: Edit[] = [];
  let from = 0;
  const rows = told.map(({ surface, outcome, to, row }, nth): LedgerRow => {
    const start = text.indexOf(surface, from);
    if (start < 0) throw new Error(`not in the text: ${surface}`);
    from = start + surface.length;
    if (to !== undefined) edits.push({ span: { start, end: from }, expected: surface, insert: to });
    return {
      path,
      ...positionAt(index, start),
      surface,
      model: surface,
      strength: 'exact',
      outcome,
      ...(to === undefined ? {} : { to }),
      candidates: [],
      rule: outcome === 'keep' ? 'measurement' : outcome === 'ask' ? 'coupled' : 'exact-in-code',
      reason: outcome === 'keep' ? 'a number was measured on it' : 'the draft model stands beside it',
      evidence: [],
      group: `g${nth}`,
      phase: 'phase-4',
      section: '4.1',
      ...row,
    };
  });
  const changes = changeSet(text, edits);
  return {
    path,
    mode: '100644',
    blob: '0'.repeat(40),
    phase: 'phase-4',
    section: '4.1',
    before: text,
    after: edits.length === 0 ? text : applyChanges(text, changes),
    changes,
    references: [],
    lookAlikes: [],
    decisions: [],
    rows,
    warnings: [],
    problems: [],
    ...over,
  };
}

export function buildWarning(
  file: Pick<FilePlan, 'path' | 'before'>,
  at: string,
  over: Partial<Warning> = {},
): Warning {
  const start = file.before.indexOf(at);
  return {
    rule: 'agent-without-tool-calling',
    severity: 'critical',
    path: file.path,
    span: { start, end: start + at.length },
    ...positionAt(indexLines(file.before), start),
    message: 'The model does not call tools.',
    advice: 'Take one that does',
    sources: ['maker'],
    ...over,
  };
}

export function buildPlan(files: readonly FilePlan[], over: Partial<PhasePlan> = {}): PhasePlan {
  const phase = over.phase ?? buildPhase(4);
  const checklist: ChecklistState[] = phase.sections.flatMap((section) =>
    section.checklist.map((item) => ({
      item,
      section: section.id,
      state: 'open' as const,
      proof: 'a look by a person',
      places: [],
    })),
  );
  const problems: FileProblem[] = files.flatMap((file) => file.problems);
  return { phase, files, counts: addCounts(files.map(countFile)), checklist, folders: [], problems, ...over };
}

export function buildRepositoryPlan(phases: readonly PhasePlan[], over: Partial<RepositoryPlan> = {}): RepositoryPlan {
  return { phases, outside: [], otherModels: [], ...over };
}

export function buildContext(over: Partial<PhaseContext> = {}): PhaseContext {
  return {
    migration: buildMigration(),
    fingerprint: 'abc123',
    requestedBy: 'octocat',
    repository: { url: 'https://example.org/o/r', head: HEAD },
    ...over,
  };
}
