/** What a scenario is: what people do in a repository that the app is installed on, as a value. */
import type { LoopbackGitHub } from '../../demo/github/start-loopback-github.js';
import type { Issue } from '../../demo/github/world.js';
import type { StateOnGitHub } from './state-of.js';

/** The repository of every scenario. */
export const NAME = 'octo/course';

const FILES = {
  'README.md': '# Course\n\nSmall on purpose.\n',
  'docs/SETUP.md': '# Setup\n\n```bash\nollama pull llama3.1:8b\n```\n',
  'docs/MODELS.md': '| Model | Use |\n|---|---|\n| `llama3.1:8b` | chat |\n',
};

/** What one person does, and when the app has done its part. */
export interface Step {
  act(github: LoopbackGitHub): void;
  /** Whether people can go on; unless given, they do not wait. */
  readonly until?: (github: LoopbackGitHub) => boolean;
}

/** A scenario. */
export interface Scenario {
  /** The word that chooses it on the command line, and what it is about, a clause. */
  readonly name: string;
  readonly about: string;
  /** What happens before anything is disturbed. */
  readonly before: readonly Step[];
  /** What happens while one request is disturbed. */
  readonly steps: readonly Step[];
  /** Why the state that the undisturbed run came to is not what the scenario is for; nothing when it is. */
  readonly missing: (state: StateOnGitHub) => string | undefined;
  /** What the person does whom an answer asks to do something again; called after each look for lost work. */
  readonly followUp?: (github: LoopbackGitHub) => void;
  /** The state without what may differ after a disturbance, said where it is given. */
  readonly compared?: (state: StateOnGitHub) => StateOnGitHub;
}

/** Makes the repository, with somebody who may write to it. */
export function prepareRepository(github: LoopbackGitHub): void {
  github.seedRepository({ fullName: NAME, files: FILES });
  github.setRole(NAME, 'maria', 'write');
}

/** The hands of the person who may write. */
export const maria = (github: LoopbackGitHub) => github.asUser('maria', NAME);

/** The tracking issue. */
export function tracking(github: LoopbackGitHub): Issue | undefined {
  return github.repository(NAME).issues.find(({ pull }) => pull === null);
}

/** The latest pull request. */
export function latestPull(github: LoopbackGitHub): Issue | undefined {
  return github.repository(NAME).issues.findLast(({ pull }) => pull !== null);
}

/** The app is installed and opens its tracking issue. */
export const install: Step = {
  act: (github) => void github.install([NAME], 'maria'),
  until: (github) => tracking(github) !== undefined,
};

/** Somebody comments in the tracking issue, where there is one. */
export function say(text: string): Step {
  return {
    act(github) {
      const issue = tracking(github);
      if (issue !== undefined) maria(github).comment(issue.number, text);
    },
  };
}

/** The app is installed and has opened the pull request of phase 1. */
export const withPhase: readonly Step[] = [install, say('/migrate phase-1')];
