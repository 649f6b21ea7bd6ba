package dev.hoopoe.scraping.fetch;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a body and hangs up when it grows beyond its limit. */
final class CappedBody implements BodySubscriber<Body> {
    private final int limit;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private final CompletableFuture<Body> result = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    CappedBody(int limit) {
        this.limit = limit;
    }

    @Override
    public CompletionStage<Body> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        subscription = source;
        source.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            int room = Math.min(buffer.remaining(), limit - collected.size());
            byte[] bytes = new byte[room];
            buffer.get(bytes);
            collected.writeBytes(bytes);
            if (buffer.hasRemaining()) {
                hangUp();
                return;
            }
        }
    }

    private void hangUp() {
        if (subscription != null) {
            subscription.cancel();
        }
        result.complete(new Body(collected.toByteArray(), true));
    }

    @Override
    public void onError(Throwable fault) {
        result.completeExceptionally(fault);
    }

    @Override
    public void onComplete() {
        result.complete(new Body(collected.toByteArray(), false));
    }
}
