import { NO_COUNTS } from '../../src/core/count.js';
import { changeSet } from '../../src/core/edit.js';
import type { FilePlan } from '../../src/core/file-plan.js';
import type { PhasePlan } from '../../src/core/phase-plan.js';
import type { FileMode } from '../../src/core/source.js';
import { blobId } from '../../src/local/blob-id.js';

/** A file of a plan: its whole text is replaced. */
export interface PlannedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly mode?: FileMode;
}

/** The plan of phase 4 with these files. */
export function planOf(...files: readonly PlannedFile[]): PhasePlan {
  return {
    phase: { id: 'phase-4', number: 4, title: 'Four', sections: [], checklist: [], repeatForNotebooks: false },
    files: files.map(filePlan),
    counts: NO_COUNTS,
    checklist: [],
    folders: [],
    problems: [],
  };
}

function filePlan({ path, before, after, mode = '100644' }: PlannedFile): FilePlan {
  const whole = { span: { start: 0, end: before.length }, expected: before, insert: after };
  return {
    ...{ path, before, after, mode, phase: 'phase-4', blob: blobId(Buffer.from(before)) },
    changes: changeSet(before, before === after ? [] : [whole]),
    ...{ references: [], lookAlikes: [], decisions: [], rows: [], warnings: [], problems: [] },
  };
}
