/** What was read for earlier questions: a follow-up rests on it where nothing new is read. */
const MOST = 5;

/** Tells each turn, in their order, what was read before it; the newest of each source. */
export function relate(turns) {
  const known = new Map();
  for (const turn of turns) {
    turn.restsOn([...known.values()].slice(-MOST));
    for (const source of turn.sources) {
      known.delete(`${source.kind} ${source.name}`);
      known.set(`${source.kind} ${source.name}`, source);
    }
  }
}
