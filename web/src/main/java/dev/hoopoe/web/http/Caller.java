package dev.hoopoe.web.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * The other end of a request's connection, watched while an answer is computed: Jetty itself looks
 * at the connection again only when there is something to write.
 *
 * <p>Used by the thread that handles the request, after its body has been read.
 */
public final class Caller {
    private final Request request;
    private final Response response;
    private boolean silent = true;

    public Caller(Request request, Response response) {
        this.request = request;
        this.response = response;
        // Computing takes its time; the answer has a deadline of its own.
        request.addIdleTimeoutListener(timeout -> false);
    }

    /** Whether nobody waits for the answer any more. */
    public boolean isGone() {
        if (!silent
                || !(request.getConnectionMetaData().getConnection().getEndPoint()
                        instanceof SocketChannelEndPoint end)) {
            return false;
        }
        try {
            return !end.isOpen() || read(end) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Sees an end of the stream without waiting. Where a client has sent its next request already,
     * a byte of that is lost, so the connection must end with this answer; the client then sends
     * that request again (RFC 9112, 9.3.2).
     */
    private int read(SocketChannelEndPoint end) throws IOException {
        int count = end.getChannel().read(ByteBuffer.allocate(1));
        if (count > 0) {
            silent = false;
            Request.addCompletionListener(request, failure -> end.close());
            if (!response.isCommitted()) {
                response.getHeaders().put(HttpHeader.CONNECTION, "close");
            }
        }
        return count;
    }
}
