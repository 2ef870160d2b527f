/** Who this app is on GitHub. */
import type { Logger } from 'pino';
import type { Probot } from 'probot';
import type { AppIdentity, GithubClient } from '../github/client.js';
import { readAppIdentity } from '../github/repository.js';

export interface Identity {
  /** Asked once, with a client of any installation; asked again after a failure. */
  get(reader: GithubClient): Promise<AppIdentity>;
  /** What is known without waiting. */
  known(): { readonly slug?: string };
}

/** Asks GitHub at once whether it takes our credentials, so that wrong ones show in the log before the first webhook. */
export function makeIdentity(probot: Probot, log: Logger): Identity {
  let asked: Promise<AppIdentity> | undefined;
  let slug: string | undefined;
  checkCredentials(probot).then(
    (answer) => {
      slug = answer;
      log.info({ app: slug }, 'credentials accepted');
    },
    (error: unknown) =>
      log.error({ err: error }, 'GitHub did not accept APP_ID and PRIVATE_KEY, or could not be reached'),
  );
  return {
    known: () => (slug === undefined ? {} : { slug }),
    get(reader) {
      asked ??= probot.auth().then((client) => readAppIdentity(client, reader));
      const current = asked;
      return current.catch((error: unknown) => {
        if (asked === current) asked = undefined;
        throw error;
      });
    },
  };
}

async function checkCredentials(probot: Probot): Promise<string | undefined> {
  const client = await probot.auth();
  const { data } = await client.rest.apps.getAuthenticated();
  return data?.slug;
}
