/** What the rulesets of a repository demand of a branch, asked before anything is pushed. */
import { asking } from './asking.js';
import { fullName, type GithubClient, type RepositoryName } from './client.js';
import { BranchRulesForbid, NotFound, PermissionMissing } from './errors.js';
import { PER_PAGE } from './limits.js';

/** What shall be done to the branch. */
export interface BranchPush {
  readonly branch: string;
  /** Whether the branch is there already. */
  readonly exists: boolean;
  /** Whether the commit has two parents. */
  readonly merge: boolean;
}

/** What the pushed commit must be. */
export interface BranchDemands {
  readonly signed: boolean;
}

/** A rule as it is used. */
interface Rule {
  readonly type: string;
  readonly ruleset_id?: number;
}

/**
 * Asks which rules hold for the branch, also when it does not exist yet. One request, and one for each ruleset that stands in the way.
 * Throws {@link BranchRulesForbid} when one does and the app may not bypass it.
 * https://docs.github.com/en/rest/repos/rules#get-rules-for-a-branch
 */
export async function checkBranchRules(
  client: GithubClient,
  name: RepositoryName,
  push: BranchPush,
): Promise<BranchDemands> {
  const rules = await readRules(client, name, push.branch);
  const forbidding: string[] = [];
  for (const rule of rules.filter((each) => forbids(each.type, push))) {
    if (!(await mayBypass(client, name, rule))) forbidding.push(rule.type.replaceAll('_', ' '));
  }
  if (forbidding.length > 0)
    throw new BranchRulesForbid(push.branch, fullName(name), [...new Set(forbidding)].join(', '));
  return { signed: rules.some((rule) => rule.type === 'required_signatures') };
}

/** Whether a rule of this type stops the push. Rules about text, paths and sizes are left to GitHub's own answer. */
function forbids(type: string, { exists, merge }: BranchPush): boolean {
  if (type === 'creation') return !exists;
  if (type === 'required_linear_history') return merge;
  return exists && (type === 'update' || type === 'pull_request' || type === 'merge_queue');
}

async function readRules(client: GithubClient, name: RepositoryName, branch: string): Promise<readonly Rule[]> {
  try {
    const { data } = await asking(`read the rules of ${branch}`, name, () =>
      client.rest.repos.getBranchRules({ owner: name.owner, repo: name.repo, branch, per_page: PER_PAGE }),
    );
    return data;
  } catch (error) {
    // Plans without rulesets answer 403 or 404: there are no rules then.
    if (error instanceof NotFound || error instanceof PermissionMissing) return [];
    throw error;
  }
}

/** Whether the app is on the bypass list. https://docs.github.com/en/rest/repos/rules#get-a-repository-ruleset */
async function mayBypass(client: GithubClient, name: RepositoryName, rule: Rule): Promise<boolean> {
  const id = rule.ruleset_id;
  if (id === undefined) return false;
  try {
    const { data } = await asking('read a ruleset', name, () =>
      client.rest.repos.getRepoRuleset({ owner: name.owner, repo: name.repo, ruleset_id: id }),
    );
    return data.current_user_can_bypass === 'always' || data.current_user_can_bypass === 'exempt';
  } catch (error) {
    if (error instanceof NotFound || error instanceof PermissionMissing) return false;
    throw error;
  }
}
