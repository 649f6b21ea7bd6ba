/** Texts as vectors: embedding models that run in this process, as LangChain4j's EmbeddingModel. */
@NullMarked
package dev.hoopoe.inference.embedding;

import org.jspecify.annotations.NullMarked;
