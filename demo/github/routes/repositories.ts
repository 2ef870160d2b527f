import { rulesFor } from '../acts/refs.js';
import { notFound } from '../api-error.js';
import { type Answer, answerPage, type Call, paramOf, type Route } from '../call.js';
import { showAccount } from '../serialize/account.js';
import { showCommit } from '../serialize/commit.js';
import { apiUrlOf, pageUrlOf, showFullRepository } from '../serialize/repository.js';
import { fullNameOf, hasRole, roleOf } from '../world.js';

const HEADS = 'refs/heads/';

export const repositoryRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}',
    operation: 'repos/get',
    needs: ['metadata:read'],
    handle: getRepository,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/branches',
    operation: 'repos/list-branches',
    needs: ['contents:read'],
    handle: listBranches,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/branches/{branch}',
    operation: 'repos/get-branch',
    needs: ['contents:read'],
    handle: getBranch,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/rules/branches/{branch}',
    operation: 'repos/get-branch-rules',
    needs: ['metadata:read'],
    handle: getBranchRules,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/rulesets/{ruleset_id}',
    operation: 'repos/get-repo-ruleset',
    needs: ['metadata:read'],
    handle: getRuleset,
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/collaborators/{username}/permission',
    operation: 'repos/get-collaborator-permission-level',
    needs: ['metadata:read'],
    handle: getPermission,
  },
];

function getRepository(call: Call): Answer {
  return { status: 200, body: showFullRepository(call.world, call.repository, call.actor, call.permissions) };
}

function listBranches(call: Call): Answer {
  const api = apiUrlOf(call.world, call.repository);
  const branches = [...call.repository.git.refs()].filter(([ref]) => ref.startsWith(HEADS)).sort();
  return answerPage(call, branches, ([ref, sha]) => ({
    name: ref.slice(HEADS.length),
    commit: { sha, url: `${api}/commits/${sha}` },
    protected: rulesFor(call.repository, ref.slice(HEADS.length)).length > 0,
  }));
}

function getBranch(call: Call): Answer {
  const name = paramOf(call, 'branch');
  const sha = call.repository.git.ref(HEADS + name);
  if (sha === undefined) throw notFound();
  const self = `${apiUrlOf(call.world, call.repository)}/branches/${name}`;
  const body = {
    name,
    commit: showCommit(call.world, call.repository, sha),
    _links: { self, html: `${pageUrlOf(call.world, call.repository)}/tree/${name}` },
    protected: rulesFor(call.repository, name).length > 0,
    protection: { enabled: false, required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] } },
    protection_url: `${self}/protection`,
  };
  return { status: 200, body };
}

function getBranchRules(call: Call): Answer {
  return answerPage(call, rulesFor(call.repository, paramOf(call, 'branch')), (rule) => ({
    type: rule.type,
    ...(rule.type === 'update' ? { parameters: { update_allows_fetch_and_merge: false } } : {}),
    ruleset_source_type: 'Repository',
    ruleset_source: fullNameOf(call.repository),
    ruleset_id: call.repository.rules.indexOf(rule) + 1,
  }));
}

/** Each rule is a ruleset of its own here. */
function getRuleset(call: Call): Answer {
  const id = Number(paramOf(call, 'ruleset_id'));
  const rule = call.repository.rules[id - 1];
  if (rule === undefined) throw notFound();
  const body = {
    id,
    name: `${rule.type} of ${rule.pattern}`,
    target: 'branch',
    source_type: 'Repository',
    source: fullNameOf(call.repository),
    enforcement: 'active',
    current_user_can_bypass: rule.bypass === true ? 'always' : 'never',
    conditions: { ref_name: { include: [`refs/heads/${rule.pattern}`], exclude: [] } },
    rules: [
      { type: rule.type, ...(rule.type === 'update' ? { parameters: { update_allows_fetch_and_merge: false } } : {}) },
    ],
  };
  return { status: 200, body };
}

function getPermission(call: Call): Answer {
  const account = call.world.accounts.get(paramOf(call, 'username').toLowerCase());
  if (account === undefined) throw notFound();
  const role = roleOf(call.repository, account);
  // GitHub maps its newer roles to the older permissions. Source: repos/get-collaborator-permission-level.
  const permission = { none: 'none', read: 'read', triage: 'read', write: 'write', maintain: 'write', admin: 'admin' }[
    role
  ];
  const can = (least: typeof role): boolean => hasRole(call.repository, account, least);
  const permissions = {
    admin: can('admin'),
    maintain: can('maintain'),
    push: can('write'),
    triage: can('triage'),
    pull: can('read'),
  };
  const user = { ...showAccount(call.world, account), permissions, role_name: role };
  return { status: 200, body: { permission, role_name: role, user } };
}
