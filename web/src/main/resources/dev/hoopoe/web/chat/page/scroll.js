/** The part of the page that scrolls, and what is said at its end. */
import { byId, h } from './dom.js';

const NEAR_END = 120;
const PROBLEM_MS = 8000;

export function atEnd() {
  const place = byId('scroll');
  return place.scrollHeight - place.scrollTop - place.clientHeight < NEAR_END;
}

export function toEnd() {
  byId('scroll').scrollTop = byId('scroll').scrollHeight;
}

/** Says for a while what did not work. */
export function problemShown(problem) {
  byId('problem')?.remove();
  byId('thread').append(h('p', { id: 'problem', class: 'problem', role: 'alert', text: problem.message }));
  toEnd();
  setTimeout(() => byId('problem')?.remove(), PROBLEM_MS);
}

/** What shows earlier questions: by a click, or when it is scrolled to and `alone` is set. */
export function earlierButton(left, earlier, alone) {
  const more = h('button', { type: 'button', id: 'earlier', class: 'quiet framed', text: `Show earlier questions (${left})`, onclick: earlier });
  new IntersectionObserver((entries, seer) => {
    if (alone && entries.some((entry) => entry.isIntersecting) && byId('scroll').scrollTop < 50) {
      seer.disconnect();
      earlier();
    }
  }, { root: byId('scroll') }).observe(more);
  return more;
}
