/** The panel that shows what a step read, with the passage that the answer rests on. */
import { h, byId } from './dom.js';
import { get } from './api.js';
import * as words from './words.js';
import { age, isKept, readAt } from './age.js';
import { parseCsv, tableOf, withTools } from './tables.js';

const MOST_LINES = 4000;
const MARKED_LINES = 3;
const COMMON = new Set('the and for are was were with that this from have has had not but all any its can will which than into more most also about there their been'.split(' '));

const wordsOf = (text) => (text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}.,:-]*[\p{L}\p{N}]|\p{N}/gu) ?? [])
  .filter((word) => (word.length > 2 || /\d/.test(word)) && !COMMON.has(word));

/** The lines that share most rare words with the answer. */
function bestLines(lines, answer) {
  const wanted = new Set(wordsOf(answer));
  const lineWords = lines.map((line) => new Set(wordsOf(line).filter((word) => wanted.has(word))));
  const seen = new Map();
  lineWords.forEach((set) => set.forEach((word) => seen.set(word, (seen.get(word) ?? 0) + 1)));
  const scores = lineWords.map((set) => [...set].reduce((sum, word) => sum + 1 / seen.get(word), 0));
  return scores.map((score, i) => [score, i]).filter(([score]) => score > 0)
    .sort((a, b) => b[0] - a[0]).slice(0, MARKED_LINES).map(([, i]) => i);
}

function textView(text, answer) {
  const lines = text.split('\n').slice(0, MOST_LINES);
  const best = new Set(bestLines(lines, answer));
  return h('div', { class: 'passage', tabindex: '0' }, lines.map((line, i) =>
    h(best.has(i) ? 'mark' : 'span', { class: 'line', text: line === '' ? ' ' : line })));
}

function view(result, answer) {
  const rows = result.tool === 'db_query' || result.tool === 'web_extract' ? parseCsv(result.text) : [];
  if (rows.length > 1) {
    const table = tableOf(rows);
    const place = h('div', {}, table);
    bestLines(rows.slice(1).map((row) => row.join(' ')), answer).forEach((i) => table.tBodies[0].rows[i].classList.add('best'));
    withTools(table);
    return place;
  }
  return textView(result.text, answer);
}

function origin(result, source) {
  const name = source ?? result.sources[0];
  if (!name) return null;
  return name.kind === 'page' && /^https?:\/\//i.test(name.name)
    ? h('p', { class: 'origin' }, h('a', { href: name.name, rel: 'noopener noreferrer', target: '_blank', text: name.name }))
    : h('p', { class: 'origin', text: words.source(name) });
}

let before = null;

export function closePanel() {
  const panel = byId('panel');
  if (panel.hidden) return false;
  panel.hidden = true;
  before?.focus();
  return true;
}

export async function openPanel(conversation, turn, step, source, answer) {
  const panel = byId('panel');
  before = document.activeElement;
  const close = h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close', text: '✕', onclick: closePanel });
  panel.replaceChildren(h('div', { class: 'panel-top' }, h('h2', { text: 'What was read' }), close), h('p', { class: 'loading', text: 'Loading…' }));
  panel.hidden = false;
  close.focus();
  const result = await get(`conversations/${conversation}/turns/${turn}/steps/${step}`);
  const { verb, object } = words.step(result.tool, result.arguments, true);
  panel.replaceChildren(
    h('div', { class: 'panel-top' }, h('h2', { text: source ? words.source(source) : `${verb} ${object}` }), close),
    origin(result, source),
    h('p', { class: 'read-at', title: result.sha256 ?? '' }, age(readAt(result), 'Read '), (isKept(result) ? ' · kept since then' : '')
      + (result.partial ? ' · the part that the model was shown' : '') + (result.sha256 ? ` · sha256 ${result.sha256.slice(0, 12)}…` : '')),
    view(result, answer));
  panel.querySelector('mark, .best')?.scrollIntoView({ block: 'center' });
}
