package dev.hoopoe.agent.sessions;

/**
 * Where a session was branched from.
 *
 * @param session the id of the session that it begins like, which may be gone by now
 * @param questions how many of that session's questions it took over
 */
public record Origin(String session, int questions) {}
