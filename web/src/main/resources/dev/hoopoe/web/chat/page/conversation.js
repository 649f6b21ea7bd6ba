/** The conversation that is shown, and the question that is worked on in it. */
import { byId, h } from './dom.js';
import { get, post, lost } from './api.js';
import { Turn } from './turn.js';
import { openPanel, closePanel } from './panel.js';
import { atEnd, toEnd, problemShown, earlierButton } from './scroll.js';
import { relate } from './rests.js';
import { forkLine, mayAskAgain } from './forks.js';
import * as field from './field.js';
import * as sidebar from './sidebar.js';
import * as words from './words.js';

const EVENTS = ['waiting', 'thinking', 'text', 'calling', 'progress', 'called', 'note', 'approval', 'approved', 'context', 'done'];

let shown = { id: '', title: '', total: 0, first: 0, turns: [], branches: [] };
let live = null;
let visit = 0;
let tell = { blank() {}, changed() {}, changes: () => false };

const thread = byId('thread');

/**
 * @param listeners blank(): shows the first screen; changed(id): a conversation is another now;
 *   changes(tool): whether the tool does more than read
 */
export function listen(listeners) {
  tell = listeners;
}

export const current = () => shown;
export const isLive = () => live !== null;

export function head(title) {
  shown.title = words.title(title);
  byId('title').textContent = shown.title || 'New conversation';
  document.title = shown.title ? `${shown.title} · Hoopoe` : 'Hoopoe';
  byId('actions').hidden = shown.id === '';
  byId('export-markdown').href = `/api/conversations/${shown.id}/markdown`;
  byId('export-json').href = `/api/conversations/${shown.id}/json`;
}

export async function open(id) {
  const mine = ++visit;
  detach();
  closePanel();
  shown = { id, title: '', total: 0, first: 0, turns: [], branches: [] };
  byId('meter').hidden = true;
  sidebar.mark(id);
  sidebar.open(false);
  if (id === '') {
    head('');
    tell.blank();
    field.busy(false);
    return;
  }
  try {
    const conversation = await get('conversations/' + id);
    if (mine === visit) show(conversation);
  } catch (problem) {
    if (mine !== visit) return;
    head('');
    thread.replaceChildren(h('p', { class: 'none', text: problem.message }));
    field.busy(false);
  }
}

function show(conversation) {
  shown.total = conversation.total;
  shown.branches = conversation.branches;
  thread.replaceChildren();
  head(conversation.title);
  prepend(conversation.turns);
  thread.append(...forks(shown.total));
  if (conversation.running) {
    const turn = addTurn(conversation.running.text, conversation.running.index);
    attach(turn, conversation.running.question);
  } else {
    field.busy(false);
  }
  toEnd();
}

const forks = (turn) => shown.branches.filter((branch) => branch.turn === turn).map(forkLine);

function prepend(turns) {
  const kept = turns.map((turn) => Turn.kept(turn, does));
  const old = byId('scroll').scrollHeight;
  byId('earlier')?.remove();
  thread.prepend(...kept.flatMap((turn) => [...forks(turn.index), turn.element]));
  shown.turns.unshift(...kept);
  relate(shown.turns);
  shown.first = turns.length > 0 ? turns[0].index : shown.first;
  if (shown.first > 0) {
    thread.prepend(earlierButton(shown.first, earlier, old > 0));
  }
  byId('scroll').scrollTop += byId('scroll').scrollHeight - old;
}

async function earlier() {
  const { id, first } = shown;
  if (shown.fetching || first === 0) return;
  shown.fetching = true;
  try {
    const { turns } = await get(`conversations/${id}?before=${first}`);
    if (shown.id === id) prepend(turns);
  } finally {
    shown.fetching = false;
  }
}

function addTurn(question, index) {
  const turn = new Turn(question, does);
  turn.index = index;
  if (shown.turns.length === 0) thread.replaceChildren();
  shown.turns.push(turn);
  thread.append(turn.element);
  turn.start();
  return turn;
}

/* The running question */

function attach(turn, question) {
  const source = new EventSource(`/api/questions/${question}/events`);
  live = { turn, question, source };
  field.busy(true);
  for (const type of EVENTS) {
    source.addEventListener(type, (event) => {
      const follow = atEnd();
      const data = JSON.parse(event.data);
      if (type === 'context') field.meter(data);
      else turn.take(type, data);
      if (type === 'done') ended(turn);
      if (follow) requestAnimationFrame(toEnd);
    });
  }
  source.onerror = () => {
    // Closed for good: the server is there and knows the question no more.
    if (source.readyState === EventSource.CLOSED) reopen();
    else lost();
  };
}

function detach() {
  live?.source.close();
  if (live) clearInterval(live.turn.ticking);
  live = null;
}

export function reopen() {
  detach();
  open(shown.id);
}

function ended(turn) {
  detach();
  shown.total = turn.index + 1;
  relate(shown.turns);
  field.busy(false);
  tell.changed(shown.id);
  requestAnimationFrame(() => atEnd() && toEnd());
}

const pending = (turn) => ({ turn, question: '', source: { close() {} } });

/** Asks what stands in the field. */
export async function ask() {
  const wanted = field.asked();
  if (!wanted || live) return;
  const turn = addTurn(words.joined(wanted), shown.total);
  live = pending(turn);
  field.busy(true);
  toEnd();
  field.clear();
  await begin(turn, shown.id ? `conversations/${shown.id}/questions` : 'conversations', wanted, refused);
}

async function begin(turn, path, body, failed) {
  const mine = visit;
  try {
    const begun = await post(path, body);
    tell.changed(begun.conversation);
    if (mine !== visit) return;
    if (shown.id !== begun.conversation) moved(begun, turn);
    attach(turn, begun.question);
  } catch (problem) {
    if (mine === visit) failed(turn, problem);
  }
}

/** What is shown belongs to another conversation from now on. */
function moved(begun, turn) {
  const known = shown.id !== '';
  shown.id = begun.conversation;
  history[known ? 'pushState' : 'replaceState'](null, '', '#/' + shown.id);
  sidebar.mark(shown.id);
  head(begun.title || turn.question.split('\n')[0]);
}

function refused(turn, problem) {
  detach();
  field.busy(false);
  turn.element.remove();
  shown.turns.pop();
  field.restore(turn.question);
  if (shown.turns.length === 0) tell.blank();
  problemShown(problem);
}

/* Branches */

/** Asks in a branch that ends before the turn; this conversation stays as it is. */
async function instead(turn, question) {
  if (live) {
    problemShown(new Error('An answer is being written. Wait for it, or stop it first.'));
    return;
  }
  if (!(await mayAskAgain(turn.tools.filter(tell.changes))) || live) return;
  const from = { id: shown.id, title: shown.title, turn: turn.index, origin: true };
  const next = new Turn(question, does);
  next.index = turn.index;
  const at = shown.turns.indexOf(turn);
  while (thread.lastChild !== turn.element) thread.lastChild.remove();
  turn.element.replaceWith(forkLine(from), next.element);
  shown.turns.splice(at, shown.turns.length, next);
  shown.total = turn.index;
  shown.branches = [from];
  closePanel();
  next.start();
  live = pending(next);
  field.busy(true);
  toEnd();
  await begin(next, `conversations/${from.id}/branches`, { turns: turn.index, ...words.parts(question) }, async (_, problem) => {
    detach();
    await open(from.id);
    problemShown(problem);
  });
}

async function branch(turn) {
  try {
    const { conversation } = await post(`conversations/${shown.id}/branches`, { turns: turn.index + 1 });
    tell.changed(conversation);
    location.hash = '#/' + conversation;
    byId('ask-text').focus();
  } catch (problem) {
    problemShown(problem);
  }
}

/* What the buttons of a turn do */

const does = {
  async open(turn, step, source, answer) {
    try {
      await openPanel(shown.id, turn.index, step, source, answer ?? turn.answerText);
    } catch (problem) {
      closePanel();
      problemShown(problem);
    }
  },
  async approve(turn, number, said) {
    try {
      await post(`questions/${live?.question}/approval`, { number, ...said });
      byId('ask-text').focus();
    } catch (problem) {
      turn.approvals.get(number)?.retry();
      problemShown(problem);
    }
  },
  again: (turn) => instead(turn, turn.question),
  edited: instead,
  branch,
  resume(turn) {
    const next = new Turn(turn.question, does);
    next.index = turn.index;
    next.start();
    turn.element.replaceWith(next.element);
    shown.turns[shown.turns.indexOf(turn)] = next;
    begin(next, `conversations/${shown.id}/resume`, {}, refused);
  },
  moved: toEnd,
};

export async function stop() {
  if (!live?.question) return;
  byId('stop').disabled = true;
  byId('stop').textContent = 'Stopping';
  try {
    await post(`questions/${live.question}/stop`);
  } catch (problem) {
    field.busy(true);
    problemShown(problem);
  }
}
