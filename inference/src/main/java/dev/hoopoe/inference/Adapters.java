package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.LlamaContext;
import dev.hoopoe.inference.llama.LlamaModel;
import dev.hoopoe.inference.llama.LoraAdapter;
import dev.hoopoe.inference.models.AdapterFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The adapters that are loaded, and those that the context applies; on the decode thread. */
final class Adapters implements AutoCloseable {
    private final LlamaModel model;
    private final LlamaContext context;
    private final Map<Path, Loaded> loaded = new LinkedHashMap<>();
    private List<Adapter> applied = List.of();

    /**
     * @param identity of the file as it was when it was read
     */
    private record Loaded(LoraAdapter adapter, String identity) {}

    Adapters(LlamaModel model, LlamaContext context) {
        this.model = model;
        this.context = context;
    }

    /** Makes the context apply exactly these. */
    void apply(List<Adapter> wanted) {
        if (wanted.equals(applied)) {
            return;
        }
        List<LoraAdapter> adapters = new ArrayList<>();
        float[] scales = new float[wanted.size()];
        for (int i = 0; i < scales.length; i++) {
            adapters.add(require(wanted.get(i).file()).adapter());
            scales[i] = wanted.get(i).scale();
        }
        context.apply(adapters, scales);
        applied = wanted;
    }

    /** Loads an adapter that is not loaded yet. */
    private Loaded require(Path file) {
        return loaded.computeIfAbsent(file, this::load);
    }

    private Loaded load(Path file) {
        AdapterFile.require(file, model.metadata("general.architecture").orElse(""));
        try {
            String identity = ModelIdentity.of(file);
            return new Loaded(LoraAdapter.load(model, file), identity);
        } catch (IOException e) {
            throw new InferenceException(
                    "Cannot read the adapter " + file + ": " + e + ". Check its permissions.", e);
        }
    }

    /** Unloads an adapter; harmless if it is not loaded. */
    void detach(Path file) {
        Loaded adapter = loaded.remove(file);
        if (adapter == null) {
            return;
        }
        apply(List.of());
        adapter.adapter().close();
    }

    /**
     * What makes equal tokens' states differ under these adapters; loads those that are not loaded
     * yet.
     */
    String identity(List<Adapter> adapters) {
        StringBuilder result = new StringBuilder();
        for (Adapter adapter : adapters) {
            result.append(require(adapter.file()).identity());
            result.append('@').append(adapter.scale()).append('\n');
        }
        return result.toString();
    }

    @Override
    public void close() {
        loaded.values().forEach(each -> each.adapter().close());
        loaded.clear();
    }
}
