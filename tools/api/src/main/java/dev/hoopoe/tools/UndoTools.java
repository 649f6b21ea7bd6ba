package dev.hoopoe.tools;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code undo}: the one way to take back a change, whichever tool made it. */
public final class UndoTools {
    private final List<Undo> places;

    /** Asks these places, in this order. */
    public UndoTools(Undo... places) {
        this.places = List.of(places);
    }

    record Change(@Doc("undo id, like u3") String id) {}

    @Tool(value = "Take back a change by its undo id.", effect = Effect.CHANGES, undoable = true)
    Reply undo(Change in, Call call) {
        String id = in.id().strip();
        for (Undo place : places) {
            Optional<Reply> done = place.undo(id, call);
            if (done.isPresent()) {
                return done.get();
            }
        }
        throw unknown(id);
    }

    private ToolException unknown(String id) {
        String newest =
                places.stream()
                        .flatMap(place -> place.newest().stream())
                        .collect(Collectors.joining(" or "));
        return new ToolException(
                "There is no change " + RecordBinder.shorten(id) + " that can be taken back.",
                newest.isEmpty() ? "Nothing was changed yet." : "The newest is " + newest + ".");
    }
}
