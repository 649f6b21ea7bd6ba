package dev.hoopoe.agent.sessions;

import java.time.Instant;
import java.util.Optional;

/**
 * A session as a list shows it.
 *
 * @param id by which it is opened
 * @param title given by the user, else the first question
 * @param changed when something last happened in it
 * @param questions how many were asked
 * @param origin the session that it was branched from, if it was
 */
public record SessionSummary(
        String id, String title, Instant changed, int questions, Optional<Origin> origin) {}
