/** The page: what its buttons and keys do beyond the conversation. */
import { byId } from './dom.js';
import { get, post, remove, onReach, ApiError } from './api.js';
import { closePanel } from './panel.js';
import { problemShown } from './scroll.js';
import { welcome } from './welcome.js';
import * as conversation from './conversation.js';
import * as field from './field.js';
import * as files from './files.js';
import * as sidebar from './sidebar.js';
import * as dialogs from './dialogs.js';

const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('hoopoe') : null;
let state = { tools: [] };

async function refresh() {
  try {
    await sidebar.list(() => conversation.current().id);
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
  }
}

async function rename() {
  const { id, title: old } = conversation.current();
  const title = await dialogs.askText('Rename this conversation', old);
  if (title === null) return;
  try {
    conversation.head((await post(`conversations/${id}/title`, { title })).title);
    refresh();
  } catch (problem) {
    problemShown(problem);
  }
}

async function erase() {
  const { id, title } = conversation.current();
  if (!(await dialogs.confirm('Delete this conversation?', `“${title}” and all that was read for it will be gone for good.`, 'Delete'))) return;
  try {
    await remove('conversations/' + id);
    location.hash = '';
    refresh();
  } catch (problem) {
    problemShown(problem);
  }
}

function keys(event) {
  if (event.defaultPrevented) return;
  if (event.key === 'Escape' && !byId('dialog').open) {
    if (!closePanel() && conversation.isLive()) conversation.stop();
    sidebar.open(false);
  } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    sidebar.open(true);
    byId('find').focus();
  } else if (event.key === '/' && !event.target.closest('input, textarea, dialog')) {
    event.preventDefault();
    byId('ask-text').focus();
  }
}

const wanted = () => /^#\/([0-9a-z-]+)$/.exec(location.hash)?.[1] ?? '';

function wireButtons() {
  byId('stop').addEventListener('click', conversation.stop);
  byId('new').addEventListener('click', () => {
    if (wanted() === '') conversation.open('');
    else location.hash = '';
    byId('ask-text').focus();
  });
  byId('rename').addEventListener('click', rename);
  byId('delete').addEventListener('click', erase);
  byId('export').addEventListener('click', (event) => event.target.closest('a') && (byId('export').open = false));
  byId('open-settings').addEventListener('click', dialogs.settings);
  byId('dialog').addEventListener('close', load);
  byId('open-side').addEventListener('click', () => sidebar.open(true));
  byId('close-side').addEventListener('click', () => sidebar.open(false));
  byId('find').addEventListener('input', refresh);
}

function wireTogether() {
  document.addEventListener('keydown', keys);
  window.addEventListener('hashchange', () => conversation.open(wanted()));
  document.addEventListener('visibilitychange', () => document.hidden || refresh());
  tabs?.addEventListener('message', ({ data }) => {
    refresh();
    if (data.changed === conversation.current().id && !conversation.isLive()) conversation.reopen();
  });
  onReach((there) => {
    byId('lost').hidden = there;
    byId('lost').textContent = there ? '' : 'Hoopoe does not answer. Trying to reach it again …';
    if (there && conversation.isLive()) conversation.reopen();
    else if (there) refresh();
  });
}

function blank() {
  byId('thread').replaceChildren(welcome(state.tools, field.example));
}

function changed(id) {
  tabs?.postMessage({ changed: id });
  refresh();
}

const changes = (name) => state.tools.some((tool) => tool.name === name && tool.effect !== 'reads');

async function load() {
  try {
    state = await get('state');
    files.limit(state.fileBytes);
    byId('model').textContent = state.model;
    byId('model').title = state.model;
  } catch (problem) {
    byId('model').textContent = 'not reached';
  }
}

conversation.listen({ blank, changed, changes });
field.wire(conversation.ask);
wireButtons();
wireTogether();
load().then(() => {
  if (conversation.current().id === '' && !conversation.isLive()) blank();
});
conversation.open(wanted());
refresh();
byId('ask-text').focus();
