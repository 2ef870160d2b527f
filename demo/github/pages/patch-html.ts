import { type Html, html } from './html.js';

/** The lines of a patch as rows of a table, with their numbers before and after. */
export function renderPatch(patch: string): readonly Html[] {
  let before = 0;
  let after = 0;
  return patch.split('\n').map((line) => {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line);
    if (hunk !== null) {
      before = Number(hunk[1]);
      after = Number(hunk[2]);
      return html`<tr class="hunk"><td class="no"></td><td class="no"></td><td>${line}</td></tr>`;
    }
    const sign = line.charAt(0);
    const isAdded = sign === '+';
    const isRemoved = sign === '-';
    const isNote = sign === '\\';
    const kind = isAdded ? 'add' : isRemoved ? 'del' : '';
    return html`<tr class="${kind}"><td class="no">${isAdded || isNote ? '' : before++}</td><td class="no">${isRemoved || isNote ? '' : after++}</td><td>${line}</td></tr>`;
  });
}
