import { describe, expect, test } from '@jest/globals';
import type { Account } from '../../src/github/client.js';
import { readOwner } from '../../src/github/commit-owner.js';

const app = { appId: 1, slug: 'cutover', login: 'cutover[bot]', userId: 7 };
const owners = { app, formatterBots: ['Tidy[bot]'] };

const OWN: Account = { id: 7, login: 'cutover[bot]', type: 'Bot' };
const GITHUB: Account = { id: 19864447, login: 'web-flow', type: 'User' };
const MARIA: Account = { id: 8, login: 'maria', type: 'User' };
const TIDY: Account = { id: 9, login: 'tidy[bot]', type: 'Bot' };

describe('whose a commit is', () => {
  test.each([
    ['the app, signed by GitHub', OWN, GITHUB, true, 'app', false],
    ['the app, signed by a GitHub that does not show its account', OWN, null, true, 'app', false],
    ['the app alone, where nothing is signed', OWN, OWN, false, 'app', false],
    ['the app and GitHub by name, unsigned', OWN, GITHUB, false, 'person', true],
    ['the app and nobody, unsigned', OWN, null, false, 'person', true],
    ['the app, made anew by a person', OWN, MARIA, false, 'person', true],
    ['a person, committed by the app', MARIA, OWN, false, 'person', false],
    ['a person on the site', MARIA, GITHUB, true, 'person', false],
    ['a person', MARIA, MARIA, true, 'person', false],
    ['an address that GitHub knows nobody by', null, null, false, 'person', false],
    ['somebody of the app’s login with another id', { ...OWN, id: 70 }, { ...OWN, id: 70 }, true, 'person', false],
    ['a user of the app’s id', { ...OWN, type: 'User' }, OWN, true, 'person', false],
    ['a formatter of the configuration', TIDY, TIDY, false, 'formatter', false],
    ['a formatter of the configuration, committed by GitHub', TIDY, GITHUB, true, 'formatter', false],
    ['a formatter’s commit made anew by a person', TIDY, MARIA, false, 'person', false],
    ['a person of a formatter’s login', { ...TIDY, type: 'User' }, TIDY, false, 'person', false],
    ['another bot', { ...TIDY, login: 'other[bot]' }, TIDY, false, 'person', false],
  ] as const)('%s', (_, author, committer, verified, owner, remade) => {
    const commit = { tree: { sha: 't' }, verification: { verified } };
    const read = readOwner({ sha: 'c', author, committer, commit, parents: [{ sha: 'p' }] }, owners);
    expect(read).toEqual({ sha: 'c', tree: 't', parents: ['p'], owner, remade });
  });
});
