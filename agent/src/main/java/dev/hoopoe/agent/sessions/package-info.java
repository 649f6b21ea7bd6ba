/**
 * Conversations that outlive the process: one file of JSON lines each, written as things happen,
 * readable by people and by other programs, taken up again, branched, exported and replayed.
 */
@NullMarked
package dev.hoopoe.agent.sessions;

import org.jspecify.annotations.NullMarked;
