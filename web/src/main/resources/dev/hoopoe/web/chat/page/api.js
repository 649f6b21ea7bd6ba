/** Calls of the server, and whether it can be reached. */
const listeners = new Set();
let reachable = true;
let probing = null;

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Hears `true` when the server is back and `false` when it is lost. */
export function onReach(listener) {
  listeners.add(listener);
}

export function lost() {
  if (reachable) {
    reachable = false;
    listeners.forEach((listener) => listener(false));
  }
  probing ??= setInterval(probe, 1000);
}

async function probe() {
  try {
    await fetch('/api/state', { cache: 'no-store' });
    back();
  } catch (still) {
    return;
  }
}

function back() {
  clearInterval(probing);
  probing = null;
  if (!reachable) {
    reachable = true;
    listeners.forEach((listener) => listener(true));
  }
}

async function request(method, path, type, body) {
  let response;
  try {
    response = await fetch('/api/' + path, { method, cache: 'no-store', headers: type ? { 'Content-Type': type } : {}, body });
  } catch (unreachable) {
    lost();
    throw new ApiError(0, 'Hoopoe does not answer. Is hoopoe web still running?');
  }
  back();
  if (response.status === 401) location.reload();
  const json = await response.json();
  if (!response.ok) throw new ApiError(response.status, json.error?.message ?? 'That failed.');
  return json;
}

export const get = (path) => request('GET', path);
export const post = (path, body = {}) => request('POST', path, 'application/json', JSON.stringify(body));
export const upload = (path, file) => request('POST', path, 'application/octet-stream', file);
export const remove = (path) => request('DELETE', path);
