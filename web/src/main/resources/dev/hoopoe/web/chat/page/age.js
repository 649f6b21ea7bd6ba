/** How long ago something was read, kept right while the page is open. */
import { h } from './dom.js';
import * as words from './words.js';

const MINUTE = 60000;

/** When a result's page or file was read: what is kept was read before the call. */
export function readAt({ at, facts }) {
  const fetched = Date.parse(facts?.fetched ?? '');
  return Number.isNaN(fetched) ? at : Math.min(fetched, at);
}

/** Whether a result comes from what was kept. */
export const isKept = (result) => result.facts?.via === 'cache' || readAt(result) < result.at - 2 * MINUTE;

/** @param before what stands before the age, such as "read " */
export function age(time, before = '') {
  return h('time', { class: 'age', datetime: new Date(time).toISOString(), title: new Date(time).toLocaleString(), 'data-before': before, text: before + words.ago(time) });
}

setInterval(() => document.querySelectorAll('time.age').forEach((element) => {
  element.textContent = element.dataset.before + words.ago(Date.parse(element.dateTime));
}), MINUTE);
