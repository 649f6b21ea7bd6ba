/** The timeline of what was done for a question. */
import { h, seconds, count } from './dom.js';
import * as words from './words.js';
import { age, isKept, readAt } from './age.js';
import { parseCsv, tableOf, withTools } from './tables.js';

const PREVIEW_ROWS = 8;

function isRows(result) {
  return !result.error && result.facts?.rows !== undefined && result.preview.includes(',');
}

function preview(result) {
  if (isRows(result)) {
    const rows = parseCsv(result.preview, PREVIEW_ROWS + 1);
    if (rows.length > 1 || !result.cut) return withTools(holding(tableOf(rows.slice(0, PREVIEW_ROWS + 1))), false);
  }
  return h('pre', { class: 'preview', tabindex: '0', text: result.preview.trimEnd() + (result.cut ? '\n…' : '') });
}

/** A table in a place of its own, so that it can be framed there. */
function holding(table) {
  h('div', {}, table);
  return table;
}

export class Timeline {
  /** @param open what the button for a whole result does, with the step's number */
  constructor(open) {
    this.open = open;
    this.steps = new Map();
    this.summaryText = h('span', { text: 'Working' });
    this.clock = h('span', { class: 'clock' });
    this.list = h('ol', { class: 'steps' });
    this.element = h('details', { class: 'timeline', open: true },
      h('summary', {}, h('span', { class: 'spin', 'aria-hidden': 'true' }), this.summaryText, this.clock), this.list);
    this.thinking = null;
    this.tokens = 0;
  }

  /** Says what happens now, where no step does. */
  now(text) {
    if (!this.thinking) {
      this.thinking = h('li', { class: 'step now' }, h('span', { class: 'mark spin', 'aria-hidden': 'true' }), h('span', { class: 'step-head' }));
      this.list.append(this.thinking);
    }
    this.thinking.lastChild.textContent = text;
  }

  calm() {
    this.thinking?.remove();
    this.thinking = null;
  }

  calling({ step, tool, arguments: args }) {
    this.calm();
    const { verb, object } = words.step(tool, args, false);
    const mark = h('span', { class: 'mark spin', 'aria-hidden': 'true' });
    const head = h('summary', { class: 'step-head' }, h('span', { class: 'verb', text: verb }), ' ', h('span', { class: 'object', text: object }));
    const meta = h('span', { class: 'step-meta' });
    const more = h('div', { class: 'step-more' },
      h('p', { class: 'label', text: tool }),
      h('pre', { class: 'arguments', tabindex: '0', text: JSON.stringify(args, null, 2) }));
    const box = h('details', { class: 'step-box' }, head, more);
    const item = h('li', { class: 'step' }, mark, box, meta);
    this.list.append(item);
    this.steps.set(step, { item, mark, head, meta, more, box });
  }

  progress({ step, message }) {
    const known = this.steps.get(step);
    if (known) known.meta.textContent = message;
  }

  called(result) {
    if (!this.steps.has(result.step)) this.calling(result);
    const { item, mark, head, meta, more } = this.steps.get(result.step);
    const { verb, object } = words.step(result.tool, result.arguments, true);
    head.replaceChildren(h('span', { class: 'verb', text: verb }), ' ', h('span', { class: 'object', text: object }));
    item.classList.add(result.error ? 'failed' : 'done');
    mark.className = 'mark';
    mark.textContent = result.error ? '✕' : '✓';
    const shown = result.totalTokens > result.tokens ? `${count(result.tokens)} of ${count(result.totalTokens)}` : count(result.tokens);
    meta.textContent = `${seconds(result.ms)} · ${shown} tokens`;
    if (!result.error && isKept(result)) meta.append(' · ', age(readAt(result), 'kept, read '));
    this.tokens += result.tokens;
    if (result.preview.trim()) more.append(h('p', { class: 'label', text: result.error ? 'Error' : 'Result' }), preview(result));
    if (!result.error) {
      more.append(h('button', { type: 'button', class: 'quiet', text: 'Open the whole result', onclick: () => this.open(result.step) }));
    }
  }

  note(message) {
    this.calm();
    this.list.append(h('li', { class: 'step note' }, h('span', { class: 'mark', 'aria-hidden': 'true', text: '!' }), h('span', { class: 'step-head', text: message })));
  }

  /** Folds it together, with what it took. */
  end(totalMs, folded) {
    this.calm();
    const steps = this.steps.size;
    this.element.classList.add('over');
    this.summaryText.textContent = steps === 0 ? 'Answered without tools' : `${steps} ${steps === 1 ? 'step' : 'steps'}`;
    this.clock.textContent = totalMs > 0 ? seconds(totalMs) : '';
    for (const { mark, item } of this.steps.values()) {
      if (mark.classList.contains('spin')) {
        mark.className = 'mark';
        mark.textContent = '–';
        item.classList.add('cut');
      }
    }
    this.element.open = !folded;
  }
}
