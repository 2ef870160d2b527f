import { type Account, fullNameOf, hasRole, type Permissions, type Repository, type World } from '../world.js';
import { nodeId, showAccount, showTime } from './account.js';

export function apiUrlOf(world: World, repository: Repository): string {
  return `${world.apiUrl}/repos/${fullNameOf(repository)}`;
}

export function pageUrlOf(world: World, repository: Repository): string {
  return `${world.url}/${fullNameOf(repository)}`;
}

/** GitHub's `repository`, with what `full-repository` has beyond it. */
export function showRepository(world: World, repository: Repository) {
  const html = pageUrlOf(world, repository);
  const open = repository.issues.filter(({ state }) => state === 'open').length;
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: fullNameOf(repository),
    private: repository.private,
    owner: showAccount(world, repository.owner),
    html_url: html,
    description: null,
    fork: repository.fork,
    ...apiUrls(apiUrlOf(world, repository)),
    created_at: showTime(repository.createdAt),
    updated_at: showTime(repository.pushedAt),
    pushed_at: showTime(repository.pushedAt),
    git_url: `${html.replace(/^http/, 'git')}.git`,
    ssh_url: `${html.replace(/^http/, 'ssh')}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    homepage: null,
    size: 0,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: repository.hasIssues,
    has_projects: false,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    mirror_url: null,
    archived: repository.archived,
    disabled: repository.disabled,
    open_issues_count: open,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.private ? 'private' : 'public',
    forks: 0,
    open_issues: open,
    watchers: 0,
    default_branch: repository.git.defaultBranch,
  };
}

/** GitHub's `full-repository`, as the caller sees it. */
export function showFullRepository(world: World, repository: Repository, caller: Account, granted: Permissions | null) {
  return {
    ...showRepository(world, repository),
    network_count: 0,
    subscribers_count: 0,
    permissions: {
      admin: granted === null && hasRole(repository, caller, 'admin'),
      maintain: granted === null && hasRole(repository, caller, 'maintain'),
      push: granted === null ? hasRole(repository, caller, 'write') : granted.contents === 'write',
      triage: granted === null && hasRole(repository, caller, 'triage'),
      pull: true,
    },
  };
}

/** The few fields that installation webhooks tell of a repository. */
export function showRepositoryName(repository: Repository) {
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: fullNameOf(repository),
    private: repository.private,
  };
}

function apiUrls(url: string) {
  return {
    url,
    forks_url: `${url}/forks`,
    keys_url: `${url}/keys{/key_id}`,
    collaborators_url: `${url}/collaborators{/collaborator}`,
    teams_url: `${url}/teams`,
    hooks_url: `${url}/hooks`,
    issue_events_url: `${url}/issues/events{/number}`,
    events_url: `${url}/events`,
    assignees_url: `${url}/assignees{/user}`,
    branches_url: `${url}/branches{/branch}`,
    tags_url: `${url}/tags`,
    blobs_url: `${url}/git/blobs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    trees_url: `${url}/git/trees{/sha}`,
    statuses_url: `${url}/statuses/{sha}`,
    languages_url: `${url}/languages`,
    stargazers_url: `${url}/stargazers`,
    contributors_url: `${url}/contributors`,
    subscribers_url: `${url}/subscribers`,
    subscription_url: `${url}/subscription`,
    commits_url: `${url}/commits{/sha}`,
    git_commits_url: `${url}/git/commits{/sha}`,
    comments_url: `${url}/comments{/number}`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    contents_url: `${url}/contents/{+path}`,
    compare_url: `${url}/compare/{base}...{head}`,
    merges_url: `${url}/merges`,
    archive_url: `${url}/{archive_format}{/ref}`,
    downloads_url: `${url}/downloads`,
    issues_url: `${url}/issues{/number}`,
    pulls_url: `${url}/pulls{/number}`,
    milestones_url: `${url}/milestones{/number}`,
    notifications_url: `${url}/notifications{?since,all,participating}`,
    labels_url: `${url}/labels{/name}`,
    releases_url: `${url}/releases{/id}`,
    deployments_url: `${url}/deployments`,
  };
}
