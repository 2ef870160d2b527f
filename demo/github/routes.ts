import type { Route } from './call.js';
import { appRoutes } from './routes/apps.js';
import { checkRoutes } from './routes/checks.js';
import { commentRoutes } from './routes/comments.js';
import { contentRoutes } from './routes/contents.js';
import { gitObjectRoutes } from './routes/git-objects.js';
import { gitRefRoutes } from './routes/git-refs.js';
import { gitTreeRoutes } from './routes/git-trees.js';
import { historyRoutes } from './routes/history.js';
import { issueRoutes } from './routes/issues.js';
import { labelRoutes } from './routes/labels.js';
import { pullRoutes } from './routes/pulls.js';
import { repositoryRoutes } from './routes/repositories.js';
import { reviewRoutes } from './routes/reviews.js';
import { statusRoutes } from './routes/statuses.js';

/** Every operation of GitHub's REST API that the loopback serves. After adding one, run scripts/pick-openapi.ts. */
export const routes: readonly Route[] = [
  ...appRoutes,
  ...repositoryRoutes,
  ...contentRoutes,
  ...historyRoutes,
  ...gitTreeRoutes,
  ...gitObjectRoutes,
  ...gitRefRoutes,
  ...pullRoutes,
  ...reviewRoutes,
  ...issueRoutes,
  ...commentRoutes,
  ...labelRoutes,
  ...checkRoutes,
  ...statusRoutes,
];
