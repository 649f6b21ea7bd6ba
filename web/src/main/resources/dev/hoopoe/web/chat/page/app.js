/** The page: which conversation is shown, and what its buttons do. */
import { byId, h, say, count } from './dom.js';
import { get, post, remove, onReach, lost, ApiError } from './api.js';
import { Turn } from './turn.js';
import { openPanel, closePanel } from './panel.js';
import * as sidebar from './sidebar.js';
import * as dialogs from './dialogs.js';
import { welcome } from './welcome.js';

const EVENTS = ['waiting', 'thinking', 'text', 'calling', 'progress', 'called', 'note', 'approval', 'approved', 'context', 'done'];
const NEAR_END = 120;
const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('hoopoe') : null;

let state = { tools: [] };
let shown = { id: '', title: '', total: 0, first: 0, turns: [] };
let live = null;
let visit = 0;

const scroll = byId('scroll');
const thread = byId('thread');
const text = byId('ask-text');

/* The shown conversation */

function atEnd() {
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_END;
}

function toEnd() {
  scroll.scrollTop = scroll.scrollHeight;
}

function head(title) {
  shown.title = title;
  byId('title').textContent = title || 'New conversation';
  document.title = title ? `${title} · Hoopoe` : 'Hoopoe';
  byId('actions').hidden = shown.id === '';
  byId('export-markdown').href = `/api/conversations/${shown.id}/markdown`;
  byId('export-json').href = `/api/conversations/${shown.id}/json`;
}

function blank() {
  thread.replaceChildren(welcome(state.tools, (example) => {
    text.value = example.text;
    showUrl(Boolean(example.url));
    grow();
    (example.url ? byId('ask-url') : text).focus();
  }));
}

async function open(id) {
  const mine = ++visit;
  detach();
  closePanel();
  shown = { id, title: '', total: 0, first: 0, turns: [] };
  byId('meter').hidden = true;
  sidebar.mark(id);
  sidebar.open(false);
  if (id === '') {
    head('');
    blank();
    busy(false);
    return;
  }
  try {
    const conversation = await get('conversations/' + id);
    if (mine !== visit) return;
    shown.total = conversation.total;
    thread.replaceChildren();
    head(conversation.title);
    prepend(conversation.turns);
    if (conversation.running) {
      const turn = addTurn(conversation.running.text, conversation.running.index);
      attach(turn, conversation.running.question);
    } else {
      busy(false);
    }
    toEnd();
  } catch (problem) {
    if (mine !== visit) return;
    head('');
    thread.replaceChildren(h('p', { class: 'none', text: problem.message }));
    busy(false);
  }
}

function prepend(turns) {
  const kept = turns.map((turn) => Turn.kept(turn, does));
  const old = scroll.scrollHeight;
  byId('earlier')?.remove();
  thread.prepend(...kept.map((turn) => turn.element));
  shown.turns.unshift(...kept);
  shown.first = turns.length > 0 ? turns[0].index : shown.first;
  if (shown.first > 0) {
    const more = h('button', { type: 'button', id: 'earlier', class: 'quiet framed', text: `Show earlier questions (${shown.first})`, onclick: earlier });
    thread.prepend(more);
    new IntersectionObserver((entries, seer) => {
      if (entries.some((entry) => entry.isIntersecting) && scroll.scrollTop < 50 && old > 0) {
        seer.disconnect();
        earlier();
      }
    }, { root: scroll }).observe(more);
  }
  scroll.scrollTop += scroll.scrollHeight - old;
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
  busy(true);
  for (const type of EVENTS) {
    source.addEventListener(type, (event) => {
      const follow = atEnd();
      const data = JSON.parse(event.data);
      if (type === 'context') meter(data);
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

function reopen() {
  detach();
  open(shown.id);
}

function ended(turn) {
  detach();
  shown.total = turn.index + 1;
  busy(false);
  refresh();
  tabs?.postMessage({ changed: shown.id });
  requestAnimationFrame(() => atEnd() && toEnd());
}

function meter({ used, length }) {
  const percent = Math.min(100, Math.round((100 * used) / length));
  byId('meter').hidden = false;
  byId('meter').textContent = `Context ${percent} %`;
  byId('meter').title = `${count(used)} of ${count(length)} tokens; what does not fit is left out from the oldest on`;
}

function busy(working) {
  byId('send').hidden = working;
  byId('stop').hidden = !working;
  byId('stop').disabled = false;
  byId('stop').textContent = 'Stop';
}

async function ask() {
  const question = text.value.trim();
  const url = byId('url-row').hidden ? '' : byId('ask-url').value.trim();
  if (!question || live) return;
  const whole = url ? `${question}\nPage: ${url}` : question;
  const turn = addTurn(whole, shown.total);
  live = { turn, question: '', source: { close() {} } };
  busy(true);
  toEnd();
  text.value = '';
  byId('ask-url').value = '';
  showUrl(false);
  grow();
  await begin(turn, shown.id ? `conversations/${shown.id}/questions` : 'conversations', { text: question, url });
}

async function begin(turn, path, body) {
  const mine = visit;
  try {
    const begun = await post(path, body);
    tabs?.postMessage({ changed: begun.conversation });
    if (mine !== visit) return;
    if (shown.id === '') {
      shown.id = begun.conversation;
      history.replaceState(null, '', '#/' + shown.id);
      head(turn.question.split('\n')[0]);
    }
    attach(turn, begun.question);
    refresh();
  } catch (problem) {
    if (mine !== visit) return;
    refused(turn, problem);
  }
}

function refused(turn, problem) {
  detach();
  busy(false);
  turn.element.remove();
  shown.turns.pop();
  if (body(turn) && !text.value) text.value = body(turn);
  grow();
  problemShown(problem);
  if (shown.turns.length === 0) blank();
}

const body = (turn) => turn.question.replace(/\nPage: \S+$/, '');

function problemShown(problem) {
  byId('problem')?.remove();
  thread.append(h('p', { id: 'problem', class: 'problem', role: 'alert', text: problem.message }));
  toEnd();
  setTimeout(() => byId('problem')?.remove(), 8000);
}

const does = {
  async open(turn, step, source) {
    try {
      await openPanel(shown.id, turn.index, step, source, turn.answerText);
    } catch (problem) {
      closePanel();
      problemShown(problem);
    }
  },
  async approve(turn, number, said) {
    try {
      await post(`questions/${live?.question}/approval`, { number, ...said });
      text.focus();
    } catch (problem) {
      turn.approvals.get(number)?.retry();
      problemShown(problem);
    }
  },
  again(turn) {
    text.value = body(turn);
    const url = /\nPage: (\S+)$/.exec(turn.question)?.[1] ?? '';
    showUrl(Boolean(url));
    byId('ask-url').value = url;
    grow();
    text.focus();
  },
  resume(turn) {
    const next = new Turn(turn.question, does);
    next.index = turn.index;
    next.start();
    turn.element.replaceWith(next.element);
    shown.turns[shown.turns.indexOf(turn)] = next;
    begin(next, `conversations/${shown.id}/resume`, {});
  },
  moved: () => toEnd(),
};

/* The field */

function grow() {
  text.style.height = 'auto';
  text.style.height = Math.min(text.scrollHeight, 220) + 'px';
}

function showUrl(visible) {
  byId('url-row').hidden = !visible;
  byId('add-url').hidden = visible;
}

async function stop() {
  if (!live?.question) return;
  byId('stop').disabled = true;
  byId('stop').textContent = 'Stopping';
  try {
    await post(`questions/${live.question}/stop`);
  } catch (problem) {
    busy(true);
    problemShown(problem);
  }
}

function keys(event) {
  if (event.key === 'Escape' && !byId('dialog').open) {
    if (!closePanel() && live) stop();
    sidebar.open(false);
  } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    sidebar.open(true);
    byId('find').focus();
  } else if (event.key === '/' && !event.target.closest('input, textarea, dialog')) {
    event.preventDefault();
    text.focus();
  }
}

/* The rest of the page */

async function refresh() {
  try {
    await sidebar.list(() => shown.id);
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
  }
}

async function rename() {
  const title = await dialogs.askText('Rename this conversation', shown.title);
  if (title === null) return;
  head((await post(`conversations/${shown.id}/title`, { title })).title);
  refresh();
}

async function erase() {
  if (!(await dialogs.confirm('Delete this conversation?', `“${shown.title}” and all that was read for it will be gone for good.`, 'Delete'))) return;
  try {
    await remove('conversations/' + shown.id);
    location.hash = '';
    refresh();
  } catch (problem) {
    problemShown(problem);
  }
}

function pasted(event) {
  const line = event.clipboardData?.getData('text').trim() ?? '';
  if (text.value === '' && /^https?:\/\/\S+$/.test(line)) {
    event.preventDefault();
    showUrl(true);
    byId('ask-url').value = line;
    say('The address was taken as the page to read');
  }
}

const wanted = () => /^#\/([0-9a-z-]+)$/.exec(location.hash)?.[1] ?? '';

function wire() {
  byId('ask').addEventListener('submit', (event) => {
    event.preventDefault();
    ask();
  });
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      ask();
    }
  });
  text.addEventListener('input', grow);
  text.addEventListener('paste', pasted);
  window.addEventListener('resize', grow);
  byId('ask-url').addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    text.focus();
  });
  byId('add-url').addEventListener('click', () => {
    showUrl(true);
    byId('ask-url').focus();
  });
  byId('drop-url').addEventListener('click', () => {
    byId('ask-url').value = '';
    showUrl(false);
    text.focus();
  });
  byId('stop').addEventListener('click', stop);
  byId('new').addEventListener('click', () => {
    if (wanted() === '') open('');
    else location.hash = '';
    text.focus();
  });
  byId('rename').addEventListener('click', rename);
  byId('delete').addEventListener('click', erase);
  byId('export').addEventListener('click', (event) => event.target.closest('a') && (byId('export').open = false));
  byId('open-settings').addEventListener('click', async () => {
    await dialogs.settings();
  });
  byId('dialog').addEventListener('close', load);
  byId('open-side').addEventListener('click', () => sidebar.open(true));
  byId('close-side').addEventListener('click', () => sidebar.open(false));
  byId('find').addEventListener('input', refresh);
  document.addEventListener('keydown', keys);
  window.addEventListener('hashchange', () => open(wanted()));
  document.addEventListener('visibilitychange', () => document.hidden || refresh());
  tabs?.addEventListener('message', ({ data }) => {
    refresh();
    if (data.changed === shown.id && !live) open(shown.id);
  });
  onReach((there) => {
    byId('lost').hidden = there;
    byId('lost').textContent = there ? '' : 'Hoopoe does not answer. Trying to reach it again …';
    if (there && live) reopen();
    else if (there) refresh();
  });
}

async function load() {
  try {
    state = await get('state');
    byId('model').textContent = state.model;
    byId('model').title = state.model;
  } catch (problem) {
    byId('model').textContent = 'not reached';
  }
}

wire();
load().then(() => {
  if (shown.id === '' && !live) blank();
});
open(wanted());
refresh();
text.focus();
