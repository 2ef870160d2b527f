/**
 * The page's scripts. ASCII only: their hashes stand in the page's content security policy. They hold nothing that was read; what they
 * show of the repository they take from the page's data and put in as text.
 */

/** Runs before anything is drawn: neither a theme that was chosen before nor what needs a script may come late. */
export const THEME_SCRIPT = `
(() => {
  'use strict';
  document.documentElement.classList.add('scripted');
  try {
    const theme = localStorage.getItem('cutover-theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {}
})();
`;

/** Runs behind the ledger: fills, filters and sorts its table, then tends the files. */
export const PAGE_SCRIPT = `
(() => {
  'use strict';
  const byId = (id) => document.getElementById(id);
  const soon = (act) => {
    let timer;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(act, 120);
    };
  };
  const make = (tag, text, className) => {
    const node = document.createElement(tag);
    if (text !== undefined) node.textContent = text;
    if (className) node.className = className;
    return node;
  };
  const count = (n) => n.toLocaleString('en');

  // Theme: as the system has it, light, dark.
  const root = document.documentElement;
  const theme = byId('theme');
  theme.value = root.dataset.theme || '';
  theme.addEventListener('change', () => {
    if (theme.value) root.dataset.theme = theme.value;
    else delete root.dataset.theme;
    try {
      localStorage.setItem('cutover-theme', theme.value);
    } catch {}
  });

  // The ledger.
  const STEP = 100;
  const data = JSON.parse(byId('ledger-data').textContent);
  const text = (index) => (index < 0 ? '' : data.texts[index]);
  const rows = data.rows.map((row, nth) => ({
    nth, path: text(row[0]), line: row[1], cell: row[2], cellLine: row[3], surface: text(row[4]), outcome: data.outcomes[row[5]],
    said: data.words[row[5]], to: text(row[6]), rule: text(row[7]), reason: text(row[8]), model: text(row[9]), phase: text(row[10]),
    candidates: text(row[11]), anchor: text(row[12]),
  }));
  for (const row of rows) row.hay = (row.path + ':' + row.line + '\\n' + row.surface + '\\n' + row.to + '\\n' + row.reason + '\\n' + row.candidates).toLowerCase();
  const table = byId('ledger-table');
  const body = table.tBodies[0];
  const controls = byId('ledger-controls');
  const fields = { text: byId('ledger-text'), outcome: byId('ledger-outcome'), phase: byId('ledger-phase'), model: byId('ledger-model'), rule: byId('ledger-rule') };
  let found = rows;
  let shown = 0;
  let sort = { key: 'place', down: false };

  const addPath = (parent, path) => {
    path.split('/').forEach((part, index) => {
      if (index > 0) parent.append('/', make('wbr'));
      parent.append(part);
    });
  };
  const cellOf = (title, ...nodes) => {
    const cell = make('td');
    cell.dataset.title = title;
    cell.setAttribute('role', 'cell');
    cell.append(...nodes);
    return cell;
  };
  const drawRow = (row) => {
    const place = make(row.anchor ? 'a' : 'span');
    if (row.anchor) place.href = '#' + row.anchor;
    addPath(place, row.path);
    place.append(':' + row.line);
    const where = cellOf('Place', place);
    if (row.cell >= 0) where.append(make('small', 'cell ' + row.cell + (row.cellLine > 0 ? ', line ' + row.cellLine : '')));
    const becomes = cellOf('Becomes');
    if (row.to) becomes.append(make('code', row.to));
    else if (row.outcome === 'ask' && row.candidates) becomes.append(make('small', 'one of ' + row.candidates));
    const line = make('tr');
    line.setAttribute('role', 'row');
    line.append(where, cellOf('It says', make('code', row.surface)), cellOf('Outcome', make('span', row.said, 'chip ' + row.outcome)), becomes, cellOf('Rule', make('code', row.rule)), cellOf('Reason', row.reason));
    return line;
  };
  const tell = () => {
    const all = found.length === rows.length ? count(rows.length) + ' rows' : count(found.length) + ' of ' + count(rows.length) + ' rows';
    byId('ledger-count').value = found.length === 0 ? 'No row matches' : all + (shown < found.length ? ', ' + count(shown) + ' shown' : '');
    byId('ledger-more').hidden = shown >= found.length;
  };
  const showMore = (until) => {
    const part = document.createDocumentFragment();
    const first = shown;
    for (; shown < found.length && shown < until; shown++) part.append(drawRow(found[shown]));
    body.append(part);
    tell();
    return body.rows[first];
  };
  const compare = {
    place: (a, b) => a.nth - b.nth,
    surface: (a, b) => a.surface.localeCompare(b.surface),
    outcome: (a, b) => data.outcomes.indexOf(a.outcome) - data.outcomes.indexOf(b.outcome),
    to: (a, b) => a.to.localeCompare(b.to),
    rule: (a, b) => a.rule.localeCompare(b.rule),
    reason: (a, b) => a.reason.localeCompare(b.reason),
  };
  const refresh = () => {
    const words = fields.text.value.toLowerCase().split(/\\s+/).filter((word) => word);
    found = rows.filter((row) =>
      ['outcome', 'phase', 'model', 'rule'].every((name) => !fields[name].value || row[name] === fields[name].value) &&
      words.every((word) => row.hay.includes(word)));
    const order = compare[sort.key];
    found.sort((a, b) => (sort.down ? order(b, a) : order(a, b)) || a.nth - b.nth);
    shown = 0;
    body.replaceChildren();
    showMore(STEP);
  };
  for (const part of [table, table.tHead, body]) part.setAttribute('role', part === table ? 'table' : 'rowgroup');
  table.tHead.rows[0].setAttribute('role', 'row');
  for (const head of table.tHead.rows[0].cells) head.setAttribute('role', 'columnheader');
  table.tHead.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    const key = button.dataset.sort;
    sort = { key, down: sort.key === key && !sort.down };
    for (const head of table.tHead.rows[0].cells) head.removeAttribute('aria-sort');
    button.parentNode.setAttribute('aria-sort', sort.down ? 'descending' : 'ascending');
    refresh();
  });
  controls.addEventListener('input', soon(refresh));
  controls.addEventListener('submit', (event) => event.preventDefault());
  controls.addEventListener('reset', () => setTimeout(refresh));
  const more = (until) => {
    const row = showMore(until);
    const target = row && row.querySelector('a');
    if (target) target.focus({ preventScroll: true });
  };
  byId('ledger-next').addEventListener('click', () => more(shown + STEP));
  byId('ledger-many').addEventListener('click', () => more(shown + 10 * STEP));
  refresh();

  // A name in a chart, or a file, filters the ledger.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-set]');
    if (!link) return;
    for (const field of Object.values(fields)) field.value = '';
    fields[link.dataset.set].value = link.dataset.value;
    refresh();
    byId('ledger-title').focus({ preventScroll: true });
  });

  document.addEventListener('DOMContentLoaded', () => {
    // The files.
    const files = [...document.querySelectorAll('details.file')].map((node) => ({
      node, kinds: node.dataset.kinds.split(' '), path: node.querySelector('.path').textContent.toLowerCase(),
    }));
    const groups = [...document.querySelectorAll('.file-group')];
    const find = byId('file-text');
    const kind = byId('file-kind');
    const filter = () => {
      const words = find.value.toLowerCase().split(/\\s+/).filter((word) => word);
      let left = 0;
      for (const file of files) {
        const fits = (!kind.value || file.kinds.includes(kind.value)) && words.every((word) => file.path.includes(word));
        file.node.hidden = !fits;
        if (fits) left++;
      }
      for (const group of groups) group.hidden = !group.querySelector('details.file:not([hidden])');
      byId('file-count').value = left === 0 ? 'No file matches' : left === files.length ? count(left) + (left === 1 ? ' file' : ' files') : count(left) + ' of ' + count(files.length) + ' files';
    };
    byId('file-controls').addEventListener('input', soon(filter));
    byId('file-controls').addEventListener('submit', (event) => event.preventDefault());
    byId('files-open').addEventListener('click', () => files.forEach(({ node }) => { if (!node.hidden) node.open = true; }));
    byId('files-close').addEventListener('click', () => files.forEach(({ node }) => { node.open = false; }));
    filter();

    // A link to a line opens its file; a line that is not drawn gives way to its cell, then to its file.
    const open = (id, move) => {
      const parts = id.split('-');
      let target = byId(id);
      while (!target && parts.length > 1) {
        parts.pop();
        target = byId(parts.join('-'));
      }
      const details = target && target.closest('details');
      if (!details) return;
      if (details.hidden) {
        find.value = '';
        kind.value = '';
        filter();
      }
      details.open = true;
      target.scrollIntoView({ block: target === details ? 'start' : 'center' });
      if (move) details.querySelector('summary').focus({ preventScroll: true });
    };
    document.addEventListener('click', (event) => {
      const link = event.target.closest('a[href^="#"]');
      const id = link && decodeURIComponent(link.hash.slice(1));
      if (id && /^(f\\d|phase-|outside)/.test(id)) setTimeout(() => open(id, true));
    });
    if (location.hash) open(decodeURIComponent(location.hash.slice(1)), false);
  });
})();
`;
