import type { KeepClass } from '../keep-class.js';

/** A model that the section of the migration declares as what it teaches about. */
export const subject = {
  name: 'subject',
  doc: {
    finds: 'a model that the migration declares as the subject of the section',
    why: 'the text is about that very model; with another name it would be false',
  },
  check({ reference, context: { section, migration } }) {
    if (section === undefined || section.subjects.length === 0) return undefined;
    const named =
      reference.models.length > 0
        ? reference.models
        : migration.catalogue.models.filter((model) => model.family === reference.family).map((model) => model.id);
    if (!named.some((model) => section.subjects.includes(model))) return undefined;
    return {
      outcome: 'keep',
      reason: section.subjectReason ?? `the subject of section ${section.id}, “${section.title}”`,
      group: `subject:${reference.family}`,
    };
  },
} satisfies KeepClass;
