/** What the page calls things. */
const VERBS = {
  web_fetch: ['Reading', 'Read', 'url'], web_search: ['Searching the web', 'Searched the web', 'query'],
  web_extract: ['Extracting records from', 'Extracted records from', 'url'], web_map: ['Mapping', 'Mapped', 'url'],
  web_crawl: ['Crawling', 'Crawled', 'url'], browser_open: ['Opening', 'Opened', 'url'],
  browser_view: ['Looking at the page', 'Looked at the page', 'find'], browser_act: ['Using the page', 'Used the page', ''],
  browser_close: ['Closing the page', 'Closed the page', ''], browser_ask_user: ['Waiting for you', 'Asked you', 'message'],
  file_list: ['Listing files', 'Listed files', 'glob'], file_read: ['Reading', 'Read', 'path'],
  file_search: ['Searching files for', 'Searched files for', 'query'], file_write: ['Writing', 'Wrote', 'path'],
  file_edit: ['Editing', 'Edited', 'path'], file_move: ['Moving', 'Moved', 'path'],
  db_schema: ['Looking at the database', 'Looked at the database', 'source'], db_query: ['Querying', 'Queried', 'sql'],
  db_write: ['Changing the database', 'Changed the database', 'sql'],
  doc_index: ['Indexing', 'Indexed', 'sources'], doc_search: ['Searching documents for', 'Searched documents for', 'query'],
  result_read: ['Reading on in', 'Read on in', 'id'], job: ['Looking at a job', 'Looked at a job', 'id'],
  undo: ['Taking back', 'Took back', 'id'],
};
const STOPS = {
  cancelled: 'Stopped by you', step_limit: 'Stopped at the step limit', repeated: 'Stopped: the same call again',
  deadline: 'Stopped: the time was over', failed: 'Failed',
};

/** A step's verb and its object, in the present or the past. */
export function step(tool, args, done) {
  const [now, past, key] = VERBS[tool] ?? [`Calling ${tool}`, `Called ${tool}`, ''];
  const object = key && args[key] !== undefined ? String(args[key]) : '';
  return { verb: done ? past : now, object: object.replace(/^https?:\/\//, '') };
}

export const stopped = (stop) => STOPS[stop] ?? '';

/** A source in few characters. */
export function source({ kind, name }) {
  if (kind === 'database') return `Database ${name}`;
  if (kind === 'file') return name;
  try {
    const url = new URL(name);
    return url.host + (url.pathname === '/' ? '' : url.pathname);
  } catch (noAddress) {
    return name;
  }
}

export function ago(time) {
  const minutes = Math.round((Date.now() - time) / 60000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} h ago`;
  return `${Math.round(minutes / 1440)} days ago`;
}

/** A question as it was typed, the address and the files that came with it. */
export function parts(question) {
  const lines = question.split('\n');
  const files = [];
  while (lines.length > 1 && /^File: \S/.test(lines.at(-1))) files.unshift(lines.pop().slice('File: '.length));
  const url = lines.length > 1 && /^Page: \S+$/.test(lines.at(-1)) ? lines.pop().slice('Page: '.length) : '';
  return { text: lines.join('\n'), url, files };
}

/** The question as it is kept, of its parts. */
export const joined = ({ text, url, files }) => [text, url ? `Page: ${url}` : '', ...files.map((file) => `File: ${file}`)].filter(Boolean).join('\n');

/** A title that was made of a question, without what came with it. */
export const title = (text) => text.replace(/(?: (?:Page|File): \S+)+$/, '');
