package dev.hoopoe.tools;

import java.util.Optional;

/**
 * A place where changes wait to be taken back: the one of the tool box, or a journal on disk. The
 * tool {@code undo} asks each in turn. Thread-safe.
 */
public interface Undo {
    /**
     * Takes back the change under this id.
     *
     * @return what was done, or empty if the id is none of this place's
     * @throws ToolException if the change is known but cannot be taken back
     */
    Optional<Reply> undo(String id, Call call);

    /** The id of the newest change, for messages. */
    Optional<String> newest();
}
