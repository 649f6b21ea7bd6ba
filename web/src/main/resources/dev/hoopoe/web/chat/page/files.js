/** Files that come with the next question: dropped, chosen or pasted, and put where the tools read them. */
import { byId, h, say, size } from './dom.js';
import { remove, upload } from './api.js';
import { problemShown } from './scroll.js';

const MOST = 8;
const NOWHERE = 'Hoopoe has no folder in which it could put a file. Start it with --root and a folder of yours.';

let chosen = [];
let mostBytes = 0;
let sending = Promise.resolve();

/** The most bytes of one file; 0 if there is no place for any. */
export function limit(bytes) {
  mostBytes = bytes;
}

export const paths = () => chosen.map((file) => file.path).filter(Boolean);

/** Whether a file is still on its way. */
export const pending = () => chosen.some((file) => !file.path);

function show() {
  byId('file-row').hidden = chosen.length === 0;
  byId('file-row').replaceChildren(...chosen.map((file) => file.element));
}

/** The question has taken them with it; they stay where they are. */
export function clear() {
  chosen = [];
  show();
}

/** Puts files back that are there already. */
export function restore(kept) {
  chosen = kept.map((path) => chip({ name: path, path, undo: '' }));
  show();
}

function chip(file) {
  file.state = h('span', { class: 'file-state', text: file.path ? '' : 'is put into uploads …' });
  file.element = h('li', { class: 'file' }, h('span', { class: 'file-name', text: file.path ?? file.name }), file.state,
    h('button', { type: 'button', class: 'icon-button small', 'aria-label': `Without ${file.name}`, text: '✕', onclick: () => drop(file) }));
  return file;
}

/** Takes a file from the question, and out of the folder if it came for it. */
async function drop(file) {
  chosen = chosen.filter((other) => other !== file);
  file.given = true;
  show();
  byId('ask-text').focus();
  try {
    if (file.undo) await remove('uploads/' + file.undo);
  } catch (problem) {
    problemShown(problem);
  }
}

function refusal(file) {
  if (mostBytes === 0) return NOWHERE;
  if (chosen.length >= MOST) return `${MOST} files come with a question at the most. Name their folder instead.`;
  if (file.size > mostBytes) return `${file.name} has ${size(file.size)}; ${size(mostBytes)} are the most. Copy it into the folder yourself, and name it.`;
  return '';
}

function add(picked) {
  const refused = refusal(picked);
  if (refused) {
    problemShown(new Error(refused));
    return;
  }
  const file = chip({ name: picked.name || 'file' });
  chosen.push(file);
  show();
  sending = sending.then(() => send(file, picked));
}

/** One after the other: a browser has few connections, and answers need theirs. */
async function send(file, picked) {
  if (file.given) return;
  try {
    const kept = await upload(`uploads?name=${encodeURIComponent(file.name)}`, picked);
    if (file.given) {
      if (kept.undo) await remove('uploads/' + kept.undo);
      return;
    }
    Object.assign(file, kept);
    file.element.firstChild.textContent = kept.path;
    file.state.textContent = size(kept.bytes);
    say(`${kept.path} comes with the question`);
  } catch (problem) {
    chosen = chosen.filter((other) => other !== file);
    show();
    problemShown(problem);
  }
}

const holds = (event, type) => [...(event.dataTransfer?.types ?? [])].includes(type);

function dropped(event, page) {
  byId('drop').hidden = true;
  if (holds(event, 'Files')) {
    event.preventDefault();
    const items = [...event.dataTransfer.items].filter((item) => item.kind === 'file');
    const folders = items.filter((item) => item.webkitGetAsEntry?.()?.isDirectory).length;
    if (folders > 0) problemShown(new Error('A folder cannot be dropped. Drop its files, or name the folder if it is below the root.'));
    else [...event.dataTransfer.files].forEach(add);
  } else if (holds(event, 'text/uri-list')) {
    const link = event.dataTransfer.getData('text/uri-list').split('\n').find((line) => /^https?:\/\//.test(line))?.trim();
    if (!link) return;
    event.preventDefault();
    page(link);
  }
}

/** @param page takes an address that was dropped */
export function wire(page) {
  byId('add-file').addEventListener('click', () => (mostBytes === 0 ? problemShown(new Error(NOWHERE)) : byId('pick').click()));
  byId('pick').addEventListener('change', () => {
    [...byId('pick').files].forEach(add);
    byId('pick').value = '';
    byId('ask-text').focus();
  });
  byId('ask-text').addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    files.forEach(add);
  });
  // A file that falls beside a place for it would be opened in the place of the page.
  document.addEventListener('dragover', (event) => {
    if (!holds(event, 'Files') && !holds(event, 'text/uri-list')) return;
    event.preventDefault();
    byId('drop').hidden = !holds(event, 'Files');
  });
  document.addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) byId('drop').hidden = true;
  });
  document.addEventListener('keydown', () => (byId('drop').hidden = true));
  document.addEventListener('drop', (event) => dropped(event, page));
}
