/** The field for a question, with the page that is to be read. */
import { byId, say, count } from './dom.js';
import { problemShown } from './scroll.js';
import * as words from './words.js';
import * as files from './files.js';

const MOST_HEIGHT = 220;
const text = () => byId('ask-text');

export function grow() {
  text().style.height = 'auto';
  text().style.height = Math.min(text().scrollHeight, MOST_HEIGHT) + 'px';
}

export function showUrl(visible) {
  byId('url-row').hidden = !visible;
  byId('add-url').hidden = visible;
}

/** What is to be asked, as the server wants it; null if there is nothing, or not all of it yet. */
export function asked() {
  if (files.pending()) problemShown(new Error('A file is still on its way. Ask again when it is there.'));
  return files.pending() || text().value.trim() === '' ? null : { text: text().value.trim(), url: byId('url-row').hidden ? '' : byId('ask-url').value.trim(), files: files.paths() };
}

export function clear() {
  text().value = '';
  byId('ask-url').value = '';
  showUrl(false);
  files.clear();
  grow();
}

/** Puts a question that could not be asked back, unless another is being written. */
export function restore(question) {
  if (text().value) return;
  const { text: typed, url, files: kept } = words.parts(question);
  files.restore(kept);
  text().value = typed;
  showUrl(Boolean(url));
  byId('ask-url').value = url;
  grow();
}

/** Begins with an example. */
export function example({ text: typed, url }) {
  text().value = typed;
  showUrl(Boolean(url));
  grow();
  (url ? byId('ask-url') : text()).focus();
}

/** How full the model's context is. */
export function meter({ used, length }) {
  const percent = Math.min(100, Math.round((100 * used) / length));
  byId('meter').hidden = false;
  byId('meter').textContent = `Context ${percent} %`;
  byId('meter').title = `${count(used)} of ${count(length)} tokens; what does not fit is left out from the oldest on`;
}

/** Whether a question is worked on, so that it can be stopped and no other asked. */
export function busy(working) {
  byId('send').hidden = working;
  byId('stop').hidden = !working;
  byId('stop').disabled = false;
  byId('stop').textContent = 'Stop';
}

function page(address) {
  showUrl(true);
  byId('ask-url').value = address;
  text().focus();
  say('The address was taken as the page to read');
}

function pasted(event) {
  const line = event.clipboardData?.getData('text').trim() ?? '';
  if (text().value === '' && /^https?:\/\/\S+$/.test(line)) {
    event.preventDefault();
    page(line);
  }
}

/** @param ask what Enter and the button do */
export function wire(ask) {
  byId('ask').addEventListener('submit', (event) => {
    event.preventDefault();
    ask();
  });
  text().addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      ask();
    }
  });
  text().addEventListener('input', grow);
  text().addEventListener('paste', pasted);
  files.wire(page);
  window.addEventListener('resize', grow);
  byId('ask-url').addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    text().focus();
  });
  byId('add-url').addEventListener('click', () => {
    showUrl(true);
    byId('ask-url').focus();
  });
  byId('drop-url').addEventListener('click', () => {
    byId('ask-url').value = '';
    showUrl(false);
    text().focus();
  });
}
