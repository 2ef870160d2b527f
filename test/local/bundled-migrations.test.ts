import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatProblem } from '../../src/core/problem.js';
import {
  listBundledMigrations,
  MigrationNotFoundError,
  readBundledMigration,
  readMigrationFile,
} from '../../src/local/bundled-migrations.js';
import { CATALOGUE, MIGRATION } from '../core/migration-file-fixture.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cutover-migrations-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('the bundled migrations', () => {
  test('every one of them parses and is named like its file', async () => {
    const ids = await listBundledMigrations();
    expect(ids).toContain('2025-tier-1');
    for (const id of ids) {
      const parsed = await readBundledMigration(id);
      expect(parsed.ok ? [] : parsed.problems.map(formatProblem)).toEqual([]);
      expect(parsed.ok && parsed.migration.id).toBe(id);
    }
  });

  test('one that is not there is an error that names those that are', async () => {
    await expect(readBundledMigration('2024')).rejects.toThrow(/There is no migration "2024"\. There are: 2025-tier-1/);
    await expect(readBundledMigration('models')).rejects.toThrow(MigrationNotFoundError);
  });
});

describe("a person's own migration file", () => {
  test('stands on the catalogue beside it', async () => {
    await writeFile(join(folder, 'small.yml'), MIGRATION);
    await writeFile(join(folder, 'models.yml'), CATALOGUE);
    const parsed = await readMigrationFile(join(folder, 'small.yml'));
    expect(parsed.ok && parsed.migration.catalogue.models.map((model) => model.id)).toEqual(['ada:7b', 'bob:9b']);
  });

  test('stands on the bundled catalogue when there is none beside it', async () => {
    const alone = await mkdtemp(join(folder, 'alone-'));
    await copyFile(new URL('../../migrations/2025-tier-1.yml', import.meta.url), join(alone, 'mine.yml'));
    const parsed = await readMigrationFile(join(alone, 'mine.yml'));
    expect(parsed.ok && parsed.migration.catalogue.models.length).toBeGreaterThan(30);
  });

  test('that is not there is said to be not there', async () => {
    await expect(readMigrationFile(join(folder, 'none.yml'))).rejects.toThrow(/none\.yml is not there/);
  });
});
