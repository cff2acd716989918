package io.hydrophone.http;

import io.hydrophone.core.Problem;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses (no HTTP, headers too long) is told as everything else is; never a page, never a trace. */
final class ProblemPages extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        byte[] body = body(response.getStatus());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemJson.CONTENT_TYPE);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private static byte[] body(int status) {
        String action = status == HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431
                ? "send at most " + HttpServer.MAX_HEADER_BYTES + " bytes of headers"
                : "see RFC 9112";
        return ProblemJson.of(status, new Problem("bad-request", HttpStatus.getMessage(status), "", action));
    }
}
