package dev.hoopoe.inference;

import java.nio.file.Path;

/**
 * A LoRA adapter (Hu et al., arXiv 2106.09685) on top of a model's weights.
 *
 * @param file in GGUF, made for this model; loaded at its first use and kept until the model is
 *     told to detach it, or is closed
 * @param scale how strongly it acts: 1 as trained, 0 not at all
 */
public record Adapter(Path file, float scale) {
    public Adapter {
        if (!Float.isFinite(scale)) {
            throw new IllegalArgumentException("An adapter's scale must be finite: " + scale);
        }
        file = file.toAbsolutePath().normalize();
    }
}
