package dev.hoopoe.documents;

import dev.hoopoe.tools.Call;
import java.util.Optional;

/** Finds the embedding model that the user chose. Thread-safe; asked anew for each search. */
@FunctionalInterface
public interface VectorModels {
    /** The model if it is on this machine; quick, and opens nothing. */
    Optional<VectorModel> here();

    /** The model, fetched first where that can be; empty where it cannot. */
    default Optional<VectorModel> fetched(Call call) {
        return here();
    }

    /** Search by words alone. */
    static VectorModels none() {
        return Optional::empty;
    }

    /** A model that is open already, or opens itself. */
    static VectorModels of(VectorModel model) {
        return () -> Optional.of(model);
    }
}
