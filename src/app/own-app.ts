/** Who we are, to know our own issues and pull requests by. */

/** This app. The slug is asked of GitHub at the start, and not known before. */
export interface OwnApp {
  readonly id: number;
  readonly slug?: string;
}

/** The author of an issue or pull request, as webhooks say it. */
interface Authored {
  readonly performed_via_github_app?: { readonly id?: number | null | undefined } | null | undefined;
  readonly user?: { readonly login: string; readonly type?: string | undefined } | null | undefined;
}

/** Whether this app opened an issue or pull request: nobody else can make GitHub say so. */
export function isOwnIssue(issue: Authored, own: OwnApp): boolean {
  if (issue.performed_via_github_app?.id === own.id) return true;
  return own.slug !== undefined && issue.user?.type === 'Bot' && issue.user.login === `${own.slug}[bot]`;
}
