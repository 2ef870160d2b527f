/** What a rendering knows besides the plan. Everything that a body says comes from the plan and from here. */
import type { Migration } from '../core/migration.js';

/** A command and what it does, for "how to continue". */
export interface Control {
  readonly command: string;
  /** A clause that goes on after the command: "runs the phase again". */
  readonly does: string;
}

/** The repository as its pages are reached on the web. */
export interface WebRepository {
  /** `https://github.com/owner/name`, without a slash at the end. */
  readonly url: string;
  /** The commit that holds the edits (40 hex digits): permalinks go there. */
  readonly head: string;
}

/** What the texts of one phase need to know. */
export interface PhaseContext {
  readonly migration: Migration;
  /** Names the state that the plan was made from: the id of the base's tree. Letters, digits and dashes. */
  readonly fingerprint: string;
  /** Login of the person who asked, without `@`; absent on the command line. */
  readonly requestedBy?: string;
  /** Absent where there are no pages to link to: places are then shown as `path:line`. */
  readonly repository?: WebRepository;
  /** Address of the tracking issue. */
  readonly trackingIssue?: string;
  /** Tag of the base before the first phase. */
  readonly backupTag?: string;
  /** Whether GitHub shows the commit as verified; absent where no commit was made. */
  readonly verified?: boolean;
  /** Template of the first line of the commit message; a sentence of ours where absent. */
  readonly headline?: string;
  /** Whether what does not fit into the body is posted in comments below it; without them the body refers to the ledger. */
  readonly followUps?: boolean;
  /** Commands to continue with; {@link phaseControls} where absent. */
  readonly controls?: readonly Control[];
}

/** The commands with which a person continues from a phase's pull request. */
export function phaseControls(phase: string): readonly Control[] {
  return [
    {
      command: `/migrate ${phase}`,
      does: 'plans the phase again from the default branch and brings this branch up to date',
    },
    { command: '/migrate status', does: 'shows where every phase stands' },
    { command: '/migrate help', does: 'lists all commands' },
  ];
}
