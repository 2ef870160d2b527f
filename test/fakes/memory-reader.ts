import type { SourceReader } from '../../src/core/ports.js';
import type { SourceFile } from '../../src/core/source.js';

/** A reader over texts in memory; `unreadable` paths are reported as problems. */
export function memoryReader(
  texts: Readonly<Record<string, string>>,
  unreadable: readonly string[] = [],
): SourceReader {
  const files = Object.entries(texts).map(
    ([path, text]): SourceFile => ({ path, mode: '100644', blob: '0'.repeat(40), size: text.length, text }),
  );
  return {
    name: 'memory',
    list: () => Promise.resolve(files),
    async *read(stems, onProblem, always) {
      const wanted = new RegExp(stems, 'i');
      for (const path of unreadable) onProblem(path, 'cannot be read');
      for (const file of files)
        if (always?.has(file.path) === true || wanted.test(file.text)) yield await Promise.resolve(file);
    },
  };
}
