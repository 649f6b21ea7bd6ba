package dev.hoopoe.inference.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * A LoRA adapter of one model, loaded. It changes nothing until a context applies it. Close it
 * before its model, and not while a context applies it.
 */
public final class LoraAdapter implements AutoCloseable {
    private final Llama llama;
    private final MemorySegment adapter;
    private boolean closed;

    private LoraAdapter(Llama llama, MemorySegment adapter) {
        this.llama = llama;
        this.adapter = adapter;
    }

    /**
     * Loads an adapter's GGUF file.
     *
     * @throws LlamaException if llama.cpp cannot read it, or it is made for another model
     */
    public static LoraAdapter load(LlamaModel model, Path file) {
        Llama llama = model.llama();
        llama.log().clear();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment adapter =
                    (MemorySegment)
                            llama.symbols()
                                    .returning(ADDRESS, "llama_adapter_lora_init", ADDRESS, ADDRESS)
                                    .handle()
                                    .invokeExact(
                                            model.address(), arena.allocateFrom(file.toString()));
            if (adapter.equals(MemorySegment.NULL)) {
                throw new LlamaException(
                        "The engine cannot use the adapter "
                                + file
                                + ": "
                                + llama.log().cause()
                                + ". Check that it was made for this model.");
            }
            return new LoraAdapter(llama, adapter);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment address() {
        return adapter;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            llama.symbols()
                    .procedure("llama_adapter_lora_free", ADDRESS)
                    .handle()
                    .invokeExact(adapter);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }
}
