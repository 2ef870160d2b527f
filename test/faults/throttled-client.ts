/** A process that opens issues as fast as its throttling lets it. Arguments: address of Redis, of the API, token, number of issues. */
import { pino } from 'pino';
import { AppOctokit } from '../../src/app/octokit.js';
import { shareThrottling } from '../../src/app/share-throttling.js';

const [redisUrl = '', baseUrl = '', token = '', count = '1'] = process.argv.slice(2);
const shared = await shareThrottling(AppOctokit, redisUrl, pino({ level: 'silent' }));
const client = new shared.Octokit({ baseUrl, auth: { token }, throttle: { id: 'installation' } });
for (let made = 0; made < Number(count); made++)
  await client.rest.issues.create({ owner: 'octo', repo: 'course', title: `From ${process.pid}` });
await shared.close();
