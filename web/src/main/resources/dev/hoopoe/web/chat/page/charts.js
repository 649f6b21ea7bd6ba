/** Simple charts of a table's numbers. The table stays: it says the same to those who cannot see. */
import { h, count } from './dom.js';
import { isNumber, numberOf } from './numbers.js';

const MOST_POINTS = 1000;
const MOST_SERIES = 4;
const ROW = -1;
const ALL = -2;
const KINDS = { bar: 'Bar', line: 'Line', scatter: 'Scatter' };
const DATE = /^\d{4}(?:-\d{2}){0,2}/;

/** The columns of a table, each with its name, its texts and whether all of them are numbers. */
function columnsOf(table) {
  const rows = [...(table.tBodies[0]?.rows ?? [])].slice(0, MOST_POINTS);
  return [...(table.tHead?.rows[0]?.cells ?? [])].map((head, i) => {
    const texts = rows.map((row) => row.cells[i]?.textContent.trim() ?? '');
    const filled = texts.filter((text) => text !== '');
    return { name: head.textContent.trim() || `Column ${i + 1}`, texts, numeric: filled.length > 0 && filled.every(isNumber),
      dates: filled.length > 0 && filled.every((text) => DATE.test(text)) };
  });
}

/** Whether a chart can be made of the table. */
export function chartable(table) {
  return (table.tBodies[0]?.rows.length ?? 0) > 1 && columnsOf(table).some((column) => column.numeric);
}

/** What is drawn unless the person chooses otherwise. */
export function choice(columns) {
  const along = columns.findIndex((column) => !column.numeric || column.dates);
  const numeric = columns.map((_, i) => i).filter((i) => columns[i].numeric && i !== along);
  if (along >= 0 && numeric.length > 0) return { kind: columns[along].dates ? 'line' : 'bar', x: along, y: numeric[0] };
  if (numeric.length > 1) return { kind: 'scatter', x: numeric[0], y: numeric[1] };
  return { kind: 'bar', x: ROW, y: columns.findIndex((column) => column.numeric) };
}

const seriesOf = (columns, { x, y }) => (y !== ALL ? [y]
  : columns.map((_, i) => i).filter((i) => columns[i].numeric && i !== x).slice(0, MOST_SERIES));
const labelsOf = (columns, x) => (x === ROW ? columns[0].texts.map((_, i) => String(i + 1)) : columns[x].texts);
const value = (text) => (text === '' ? null : numberOf(text));

function points(columns, { kind, x }, column) {
  const values = columns[column].texts.map(value);
  if (kind !== 'scatter') return values;
  const along = x === ROW ? values.map((_, i) => i + 1) : columns[x].texts.map(value);
  return values.map((y, i) => ({ x: along[i], y })).filter((point) => point.x !== null && point.y !== null);
}

/** The chart in one sentence, for people who hear it. */
export function sentence(columns, chosen) {
  const labels = labelsOf(columns, chosen.x);
  const series = seriesOf(columns, chosen).map((i) => {
    const known = columns[i].texts.map((text, row) => [value(text), row]).filter(([number]) => number !== null);
    const [low, high] = [Math.min, Math.max].map((most) => known.find(([number]) => number === most(...known.map(([n]) => n))));
    return `${columns[i].name} from ${columns[i].texts[low[1]]} (${labels[low[1]]}) to ${columns[i].texts[high[1]]} (${labels[high[1]]})`;
  });
  return `${KINDS[chosen.kind]} chart by ${chosen.x === ROW ? 'row' : columns[chosen.x].name}: ${series.join('; ')}. The table below has all numbers.`;
}

function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  return { series: [1, 2, 3, 4].map((i) => of(`--chart-${i}`)), ink: of('--soft'), line: of('--line') };
}

function configuration(columns, chosen) {
  const { series, ink, line } = colours();
  const scale = (name) => ({ title: { display: true, text: name, color: ink }, ticks: { color: ink }, grid: { color: line }, border: { color: line } });
  const shown = seriesOf(columns, chosen);
  return {
    type: chosen.kind,
    data: {
      labels: chosen.kind === 'scatter' ? undefined : labelsOf(columns, chosen.x),
      datasets: shown.map((column, i) => ({ label: columns[column].name, data: points(columns, chosen, column), backgroundColor: series[i],
        borderColor: series[i], borderDash: i === 0 ? [] : [2 + 3 * i, 3], borderWidth: chosen.kind === 'bar' ? 0 : 2, pointRadius: 4,
        pointStyle: ['circle', 'rect', 'triangle', 'rectRot'][i] })),
    },
    options: {
      animation: false, responsive: true, maintainAspectRatio: false,
      plugins: { legend: { display: shown.length > 1, labels: { color: ink, usePointStyle: true } } },
      scales: { x: scale(chosen.x === ROW ? 'Row' : columns[chosen.x].name),
        y: { ...scale(shown.map((i) => columns[i].name).join(', ')), beginAtZero: chosen.kind === 'bar' } },
    },
  };
}

function select(name, options, chosen, change) {
  const field = h('select', { 'aria-label': name, onchange: () => change(field.value) }, options.map(([key, text]) => h('option', { value: String(key), text, selected: String(key) === String(chosen) })));
  return h('label', {}, h('span', { 'aria-hidden': 'true', text: name }), field);
}

/** Draws again when the page turns light or dark, for as long as the chart is shown. */
function followTheme(place, draw) {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const watching = new MutationObserver(turned);
  function turned() {
    if (place.isConnected) return draw();
    watching.disconnect();
    dark.removeEventListener('change', turned);
  }
  watching.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  dark.addEventListener('change', turned);
}

/** A chart of the table with its choices, once the library is here. */
export async function chartOf(table) {
  await import('./lib/chart.js');
  const columns = columnsOf(table);
  const chosen = choice(columns);
  const canvas = h('canvas', { role: 'img' });
  const numeric = columns.map((column, i) => [i, column.name]).filter(([i]) => columns[i].numeric);
  const fields = h('div', { class: 'chart-choices' });
  const rows = table.tBodies[0].rows.length;
  const place = h('div', { class: 'chart' }, fields, h('div', { class: 'chart-frame' }, canvas),
    rows > MOST_POINTS ? h('p', { class: 'fine', text: `The first ${count(MOST_POINTS)} of ${count(rows)} rows.` }) : null);
  let chart = null;

  function along() {
    const all = columns.map((column, i) => [i, column.name]);
    return [...all.filter(([i]) => chosen.kind !== 'scatter' || columns[i].numeric), [ROW, 'Row number']];
  }

  function choices() {
    fields.replaceChildren(
      select('Chart', Object.entries(KINDS), chosen.kind, (kind) => change({ kind })),
      select('Along', along(), chosen.x, (x) => change({ x: Number(x) })),
      select('Up', numeric.length > 1 ? [...numeric, [ALL, 'All numbers']] : numeric, chosen.y, (y) => change({ y: Number(y) })));
  }

  function change(wish) {
    const at = [...fields.querySelectorAll('select')].indexOf(document.activeElement);
    Object.assign(chosen, wish);
    if (!along().some(([i]) => i === chosen.x)) chosen.x = ROW;
    choices();
    fields.querySelectorAll('select')[at]?.focus();
    draw();
  }

  function draw() {
    chart?.destroy();
    chart = new window.Chart(canvas, configuration(columns, chosen));
    canvas.setAttribute('aria-label', sentence(columns, chosen));
  }

  choices();
  followTheme(place, draw);
  return { place, draw, end: () => chart?.destroy() };
}
