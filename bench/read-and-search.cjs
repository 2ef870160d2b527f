// What a plan is measured against: every file of a folder read, and one case-insensitive RegExp over its bytes.
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const [folder, stems] = process.argv.slice(2);
const pattern = new RegExp(stems, 'i');
let hits = 0;
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (entry.isFile() && pattern.test(readFileSync(join(entry.parentPath, entry.name), 'latin1'))) hits++;
}
console.log(hits);
