/** A question with its timeline and answer; takes the server's events, live or replayed. */
import { h, say, seconds, count } from './dom.js';
import * as words from './words.js';
import { Growing, render, highlight } from './markdown.js';
import { Timeline } from './steps.js';
import { withTools } from './tables.js';
import { approvalCard } from './approval.js';
import { edit } from './edit.js';
import { age, readAt } from './age.js';

function finish(block) {
  const scope = block.matches('table, pre') ? block.parentElement : block;
  const tables = block.matches('table') ? [block] : [...block.querySelectorAll('table')];
  tables.forEach((table) => withTools(table));
  [...(block.matches('pre') ? [block] : scope.querySelectorAll('pre'))].forEach((pre) => {
    pre.tabIndex = 0;
    const code = pre.querySelector('code');
    if (code && !code.dataset.coloured) {
      code.dataset.coloured = 'yes';
      highlight(code);
    }
  });
}

export class Turn {
  /** @param does what its buttons do: open, approve, again, edited, branch, resume */
  constructor(question, does) {
    this.does = does;
    this.sources = [];
    this.question = question;
    const { text, url, files } = words.parts(question);
    this.tools = [];
    this.timeline = new Timeline((step) => does.open(this, step));
    this.answer = h('div', { class: 'answer' });
    this.cards = h('div', {});
    this.foot = h('div', { class: 'foot' });
    this.before = h('div', {});
    this.answerText = '';
    this.bubble = h('div', { class: 'bubble' }, h('p', { text }),
      url ? h('p', { class: 'chip' }, h('span', { 'aria-hidden': 'true', text: '↗ ' }), url) : null,
      files.map((file) => h('p', { class: 'chip' }, h('span', { class: 'hidden', text: 'File ' }), h('span', { 'aria-hidden': 'true', text: '▤ ' }), file)));
    this.element = h('article', { class: 'turn', 'aria-label': 'Question and answer' },
      h('div', { class: 'question' }, h('h2', { class: 'hidden', text: 'You asked' }), this.bubble),
      h('div', { class: 'reply' }, h('h2', { class: 'hidden', text: 'Answer' }), this.timeline.element, this.cards, this.answer, this.foot));
    this.approvals = new Map();
  }

  start() {
    this.begun = performance.now();
    this.timeline.now('Sending the question');
    this.growing = new Growing(this.answer, finish);
    this.answer.setAttribute('aria-busy', 'true');
    this.ticking = setInterval(() => {
      this.timeline.clock.textContent = seconds(Math.round((performance.now() - this.begun) / 100) * 100);
    }, 500);
  }

  /** Takes one of the server's events. */
  take(type, data) {
    switch (type) {
      case 'waiting': return this.timeline.now(`Waiting for the model · ${data.ahead} before you`);
      case 'thinking': return this.think();
      case 'text': return this.text(data.text);
      case 'calling': return this.timeline.calling(data);
      case 'progress': return this.timeline.progress(data);
      case 'called': return this.called(data);
      case 'note': return this.timeline.note(data.message);
      case 'approval': return this.approval(data);
      case 'approved': return this.approvals.get(data.number)?.settle(data.allowed);
      case 'done': return this.done(data);
    }
  }

  think() {
    this.timeline.now('Thinking');
    this.answerText = '';
    this.answer.replaceChildren();
    this.growing.end();
    this.growing = new Growing(this.answer, finish);
  }

  text(piece) {
    if (!this.answerText) this.timeline.now('Writing');
    this.answerText += piece;
    this.growing.add(piece);
  }

  called(result) {
    this.timeline.called(result);
    this.tools.push(result.tool);
    if (result.error) return;
    for (const source of result.sources ?? []) {
      const known = this.sources.find((s) => s.kind === source.kind && s.name === source.name);
      if (known) Object.assign(known, { steps: [...known.steps, result.step], at: readAt(result) });
      else this.sources.push({ ...source, turn: this, steps: [result.step], at: readAt(result) });
    }
  }

  approval(data) {
    const card = approvalCard(data, (said) => this.does.approve(this, data.number, said));
    this.approvals.set(data.number, card);
    this.timeline.now('Waiting for your answer');
    this.cards.append(card.element);
    card.fit();
    say('Hoopoe asks for your approval');
    this.does.moved();
  }

  done(outcome) {
    clearInterval(this.ticking);
    this.growing?.end();
    this.over = true;
    this.answer.removeAttribute('aria-busy');
    this.timeline.end(outcome.totalMs, true);
    this.approvals.forEach((card) => card.settle(false));
    this.answerText = outcome.answer || this.answerText;
    this.answer.replaceChildren(render(this.answerText));
    [...this.answer.children].forEach(finish);
    this.foots(outcome);
    if (this.begun) say(outcome.stop === 'answered' ? 'The answer is there' : words.stopped(outcome.stop));
  }

  foots(outcome) {
    const stopped = words.stopped(outcome.stop);
    const rows = [];
    if (stopped) rows.push(h('p', { class: `stopped ${outcome.stop}`, text: stopped }));
    if (this.sources.length > 0) rows.push(this.sourceList(this.sources, 'Sources'));
    rows.push(this.before);
    const spent = `${seconds(outcome.totalMs)} · ${count(outcome.tokens.output)} tokens written, ${count(outcome.tokens.prompt)} read`
      + (outcome.tokens.cached > 0 ? ` (${count(outcome.tokens.cached)} cached)` : '');
    rows.push(h('div', { class: 'foot-row' },
      h('button', { type: 'button', class: 'quiet', text: 'Copy', onclick: (e) => this.copy(e.target) }),
      h('button', { type: 'button', class: 'quiet', text: 'Ask again', title: 'In a branch; this answer stays', onclick: () => this.does.again(this) }),
      h('button', { type: 'button', class: 'quiet', text: 'Edit', title: 'Change the question, and ask in a branch', onclick: (e) => edit(this, e.target) }),
      h('button', { type: 'button', class: 'quiet', text: 'Branch', title: 'A new conversation with all up to here', onclick: () => this.does.branch(this) }),
      h('span', { class: 'spent', text: spent })));
    this.foot.replaceChildren(...rows);
  }

  sourceList(sources, name) {
    return h('section', { class: 'sources', 'aria-label': name }, h('ol', {}, sources.map((source, i) =>
      h('li', {}, h('button', {
        type: 'button', class: 'source', title: source.name,
        onclick: () => this.does.open(source.turn, source.steps.at(-1), source, this.answerText),
      }, h('span', { class: 'number', text: String(i + 1) }), h('span', { class: 'source-name', text: words.source(source) }), age(source.at))))));
  }

  /** Says on what an answer may rest for which nothing was read. */
  restsOn(sources) {
    if (!this.over || this.sources.length > 0 || sources.length === 0) return this.before.replaceChildren();
    this.before.replaceChildren(h('p', { class: 'label', text: 'Nothing new was read. Read for earlier questions:' }), this.sourceList(sources, 'Sources of earlier questions'));
  }

  async copy(button) {
    await navigator.clipboard.writeText(this.answerText);
    button.textContent = 'Copied';
    setTimeout(() => (button.textContent = 'Copy'), 1500);
  }

  /** A question whose program ended before its answer. */
  interrupted() {
    this.timeline.end(0, false);
    this.foot.replaceChildren(h('div', { class: 'foot-row' },
      h('p', { class: 'stopped', text: 'Hoopoe ended before this was answered.' }),
      h('button', { type: 'button', class: 'primary small', text: 'Go on', onclick: () => this.does.resume(this) })));
  }

  /** Shows a kept question. */
  static kept(turn, does) {
    const shown = new Turn(turn.question, does);
    shown.index = turn.index;
    for (const step of turn.steps) {
      if (step.preview === undefined) shown.timeline.calling(step);
      else shown.called(step);
    }
    if (turn.outcome) shown.done(turn.outcome);
    else shown.interrupted();
    return shown;
  }
}
