/** Bullets with insertions, planned over one text with the small migration and models whose facts the tests know. */
import { createEngine, type Engine } from '../../../src/core/engine.js';
import { isEnsure } from '../../../src/core/ensure/plan-insertions.js';
import type { FilePlan } from '../../../src/core/file-plan.js';
import { NO_PRIOR } from '../../../src/core/history.js';
import { NO_INCUMBENTS } from '../../../src/core/incumbents.js';
import type { ChecklistItem, Ensure, Migration, PlanTable } from '../../../src/core/migration.js';
import type { Catalogue, Fact, Model } from '../../../src/core/model.js';
import { planFile } from '../../../src/core/plan-file.js';
import { FORMATS } from '../../../src/formats/index.js';
import { LANGUAGES } from '../../../src/languages/index.js';
import { sourceFile } from '../planning.js';
import { SMALL_CATALOGUE, smallMigration } from '../small-migration.js';

function fact<T>(value: T, more: Partial<Fact<T>> = {}): Fact<T> {
  return { value, confidence: 'confirmed', sources: ['test'], ...more };
}

const FACTS: Readonly<Record<string, Partial<Model>>> = {
  'alder2:7b': {
    capabilities: { thinking: fact('no'), tools: fact('no'), vision: fact('no') },
    numbers: { contextTokens: fact(8192), ollamaQ4GB: fact(4), parametersBillion: fact(7) },
    licence: fact('Grove License'),
  },
  'birch:9b': {
    capabilities: { thinking: fact('yes'), 'thinking-switch': fact('yes'), tools: fact('yes'), vision: fact('no') },
    numbers: {
      contextTokens: fact(131072),
      ollamaQ4GB: fact(6),
      parametersBillion: fact(9),
      aime24Percent: fact(71.5),
      bfclV3Percent: fact(60.5, { note: 'thinking' }),
    },
    licence: fact('MIT'),
  },
  'oak:30b': {
    capabilities: {
      thinking: fact('yes'),
      tools: fact('partial', { note: 'only through an adapter' }),
      vision: fact('unknown'),
    },
    numbers: {
      contextTokens: fact(32768),
      contextMaxTokens: fact(262144, { note: 'with stretching' }),
      ollamaQ4GB: fact(20),
      aime24Percent: fact(86.1, { confidence: 'plan-only', sources: ['plan'] }),
    },
    licence: fact('Woods License'),
  },
};

export const CATALOGUE: Catalogue = {
  ...SMALL_CATALOGUE,
  models: SMALL_CATALOGUE.models.map((model) => ({ ...model, ...FACTS[model.id] })),
};

export const CAPABILITY_TABLE: PlanTable = {
  header: ['Model', 'Thinking', 'Tool Calling', 'Vision', 'Context', 'License'],
  rows: [
    ['birch:9b', '✅ on/off', '✅ Score 55.5', '❌', '131K', 'MIT'],
    ['oak:30b', '❌', '⚠️', '-', '1M', 'Open'],
  ],
};

export const COMPARISON: PlanTable = {
  header: ['Model', 'AIME 2024', 'Tool Calling', 'Best For'],
  rows: [
    ['Birch 9B', '70%', '✅ Yes', 'Small machines'],
    ['Oak 30B', '86.1%', '✅ Yes', 'Long answers'],
  ],
};

/** An insertion, with the words of its bullet where they matter. */
export type Wanted = Ensure | readonly [text: string, ensure: Ensure];

/** A migration whose only section has these bullets. */
export function migrationWith(...ensures: readonly Wanted[]): Migration {
  const checklist = ensures.map((one, index): ChecklistItem => {
    const [text, ensure] = 'kind' in one ? ([`Add ${one.kind}`, one] as const) : one;
    return { id: `1/${index + 1}`, text, met: { by: 'ensure', files: [], ensure } };
  });
  return smallMigration(
    { checklist },
    { catalogue: CATALOGUE, capabilityReference: CAPABILITY_TABLE, reasoningComparison: COMPARISON },
  );
}

/** An engine for such a migration. */
export function engineWith(...ensures: readonly Wanted[]): Engine {
  return createEngine({ migration: migrationWith(...ensures), formats: FORMATS, languages: LANGUAGES, rules: [] });
}

/** Plans a text with all bullets of the engine's migration. */
export function planWith(engine: Engine, text: string, path = 'a.md', turnedBack: readonly string[] = []): FilePlan {
  const items = engine.migration.phases.flatMap((phase) => phase.sections.flatMap((section) => section.checklist));
  return planFile(sourceFile(path, text), engine, {
    prior: { ...NO_PRIOR, turnedBack: turnedBack.map((surface) => ({ path, surface })) },
    inFile: NO_INCUMBENTS,
    inModule: NO_INCUMBENTS,
    insertions: items.filter(isEnsure),
  });
}

/** Plans a text with the given insertions. */
export function ensure(text: string, ...ensures: readonly Wanted[]): FilePlan {
  return planWith(engineWith(...ensures), text);
}

/** State and proof of each insertion. */
export function states(plan: FilePlan): readonly string[] {
  return (plan.insertions ?? []).map(({ state, proof }) => `${state}: ${proof}`);
}

/** The lines that a plan adds, in order, and those that it takes away, marked by a minus. */
export function changedLines({ before, after }: FilePlan): readonly string[] {
  const had = before.split(/\r?\n/);
  const has = after.split(/\r?\n/);
  let from = 0;
  const added = has.filter((line) => {
    const at = had.indexOf(line, from);
    if (at < 0) return true;
    from = at + 1;
    return false;
  });
  return [...added, ...had.filter((line) => !has.includes(line)).map((line) => `-${line}`)];
}
