/** Tables that sort by a click on a heading and download as CSV. */
import { h, download } from './dom.js';
import { isNumber, numberOf } from './numbers.js';
import { chartable, chartOf } from './charts.js';

const FORMULA = /^[=+\-@\t\r]/;

/** Rows of RFC 4180 text. */
export function parseCsv(text, most = 1000) {
  const rows = [];
  let row = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length && rows.length < most; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') row.push(cell), (cell = '');
    else if (c === '\n') row.push(cell), rows.push(row), (row = []), (cell = '');
    else if (c !== '\r') cell += c;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}

export function tableOf(rows) {
  const [head, ...body] = rows;
  return h('table', {},
    h('thead', {}, h('tr', {}, head.map((cell) => h('th', { text: cell, scope: 'col' })))),
    h('tbody', {}, body.map((row) => h('tr', {}, head.map((_, i) => h('td', { text: row[i] ?? '' }))))));
}

function sort(table, column, button) {
  const up = button.parentElement.getAttribute('aria-sort') !== 'ascending';
  const rows = [...table.tBodies[0].rows];
  const text = (row) => row.cells[column]?.textContent.trim() ?? '';
  const numbers = rows.every((row) => text(row) === '' || isNumber(text(row)));
  rows.sort((a, b) => (numbers ? numberOf(text(a)) - numberOf(text(b)) : text(a).localeCompare(text(b))) * (up ? 1 : -1));
  table.tBodies[0].append(...rows);
  table.querySelectorAll('th').forEach((th) => th.removeAttribute('aria-sort'));
  button.parentElement.setAttribute('aria-sort', up ? 'ascending' : 'descending');
}

// A sheet would run a cell that begins so.
const csvCell = (text) => `"${(FORMULA.test(text) && !isNumber(text) ? "'" + text : text).replaceAll('"', '""')}"`;

function csv(table) {
  return [...table.rows].map((row) => [...row.cells].map((c) => csvCell(c.textContent.trim())).join(',')).join('\r\n');
}

function alignNumbers(table) {
  const rows = [...(table.tBodies[0]?.rows ?? [])];
  [...(table.tHead?.rows[0]?.cells ?? [])].forEach((th, column) => {
    const cells = rows.map((row) => row.cells[column]).filter(Boolean);
    const texts = cells.map((cell) => cell.textContent.trim()).filter((text) => text !== '');
    const numbers = texts.length > 0 && texts.every((text) => isNumber(text));
    [th, ...cells].forEach((cell) => cell.classList.toggle('number', numbers));
  });
}

/** A button that shows a chart of the table above it, and takes it away again. */
function chartButton(table) {
  let shown = null;
  const button = h('button', { type: 'button', class: 'quiet', text: 'Chart', 'aria-expanded': 'false', onclick: toggle });

  async function toggle() {
    button.disabled = true;
    if (shown) {
      shown.end();
      shown.place.remove();
      shown = null;
    } else {
      shown = await chartOf(table);
      table.parentElement.before(shown.place);
      shown.draw();
    }
    button.disabled = false;
    button.setAttribute('aria-expanded', String(shown !== null));
    button.textContent = shown ? 'Without chart' : 'Chart';
    button.focus();
  }

  return button;
}

/**
 * Gives a table its buttons and a frame that scrolls by itself.
 * @param whole whether these are all rows, so that a chart of them makes sense
 */
export function withTools(table, whole = true) {
  [...(table.tHead?.rows[0]?.cells ?? [])].forEach((th, column) => {
    const button = h('button', { type: 'button', class: 'sort', title: 'Sort by this column' }, ...th.childNodes);
    button.addEventListener('click', () => sort(table, column, button));
    th.setAttribute('scope', 'col');
    th.replaceChildren(button);
  });
  alignNumbers(table);
  const frame = h('div', { class: 'table-frame', tabindex: '0', role: 'region', 'aria-label': 'Table' });
  const rows = table.tBodies[0]?.rows.length ?? 0;
  const wrap = h('div', { class: 'table-wrap' }, frame,
    h('div', { class: 'table-tools' }, h('span', { text: `${rows} ${rows === 1 ? 'row' : 'rows'}` }), whole && chartable(table) ? chartButton(table) : null,
      h('button', { type: 'button', class: 'quiet', text: 'Download CSV', onclick: () => download('table.csv', 'text/csv', csv(table)) })));
  table.replaceWith(wrap);
  frame.append(table);
  return wrap;
}
