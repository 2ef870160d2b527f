/** What a job needs of one repository on GitHub. Implemented over `src/github` in `open-repository.ts`, by a small fake in tests. */
import type { CheckedAgain } from './check-again.js';
import type { ConfigurationCheck, ProposedConfiguration } from './check-configuration.js';
import type { Desk } from './desk.js';

/** What became of the tracking issue. */
export type Tracking =
  | { readonly state: 'created' | 'found'; readonly url: string; readonly number: number }
  /** The migration finds nothing in this repository. */
  | { readonly state: 'not-concerned' };

export interface RepositoryAccess {
  /** Whether the person may write to the repository, asked now. */
  mayWrite(login: string): Promise<boolean>;
  /** Puts 👀 on a comment. */
  acknowledge(comment: number): Promise<void>;
  /** Answers a comment in its issue or pull request; once, also when it is asked again. */
  answer(issue: number, comment: number, body: string): Promise<void>;
  /** What was said on an issue under a topic. */
  said(issue: number, topic: string): Promise<string | undefined>;
  /** Says something on an issue under a topic, in the place of what was said under it before. */
  say(issue: number, topic: string, body: string): Promise<void>;
  /** Empties a box of the tracking issue and changes nothing else; says whether it was ticked. */
  emptyBox(issue: number, box: string): Promise<boolean>;
  /** The tracking issue; opened when it was never opened and the migration finds something, or the configuration is not valid. */
  ensureTrackingIssue(): Promise<Tracking>;
  /** Writes the tracking issue anew from what stands on GitHub now. */
  refreshTrackingIssue(): Promise<void>;
  /** Checks the configuration that a pull request would bring, and says on the pull request when it breaks it. */
  checkConfiguration(proposed: ProposedConfiguration): Promise<ConfigurationCheck>;
  /** Looks at the branch of a phase anew and publishes its check run; pushes nothing. */
  checkAgain(phase: string): Promise<CheckedAgain | 'configuration-broken'>;
  /**
   * Reads what commands are carried out by, once; a desk is opened after it. Throws `ConfigurationBroken`, with the tracking issue
   * brought to say so, when the repository's configuration is not valid.
   */
  prepare(): Promise<void>;
  /** The desk for commands of a person. */
  desk(askedBy: string): Desk;
}
