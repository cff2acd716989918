package io.hydrophone.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Sends an open file a portion at a time, on the virtual thread that answers; or the one part of it that is asked for with
 * {@code Range: bytes=FIRST-} or {@code bytes=FIRST-LAST}. Other forms get all, as RFC 9110 allows.
 */
final class FileBody {
    static final int PORTION = 64 << 10;

    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{1,18})?");

    private FileBody() {}

    /**
     * Answers, and closes the file.
     *
     * @param moved called when the network took a portion
     */
    static void send(Answer answer, Request request, Response response, Callback callback, Runnable moved) {
        try (FileChannel file = answer.file()) {
            long size = file.size();
            long from = 0;
            long until = size;
            response.setStatus(200);
            Matcher range = RANGE.matcher(String.valueOf(request.getHeaders().get(HttpHeader.RANGE)));
            if (range.matches()) {
                from = Long.parseLong(range.group(1));
                until = range.group(2) == null ? size : Math.min(size, Long.parseLong(range.group(2)) + 1);
                boolean satisfiable = from < until;
                response.setStatus(satisfiable ? 206 : 416);
                response.getHeaders()
                        .put(
                                HttpHeader.CONTENT_RANGE,
                                "bytes " + (satisfiable ? from + "-" + (until - 1) : "*") + "/" + size);
                until = satisfiable ? until : from;
            }
            response.getHeaders().put(HttpHeader.ACCEPT_RANGES, "bytes");
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, until - from);
            if (!request.getMethod().equals("HEAD")) {
                copy(file, from, until, response, moved);
            }
            response.write(true, null, callback);
        } catch (IOException e) {
            callback.failed(
                    e); // The client went, or the disk failed: the connection ends before its length, which tells.
        }
    }

    private static void copy(FileChannel file, long from, long until, Response response, Runnable moved)
            throws IOException {
        ByteBuffer portion = ByteBuffer.allocate((int) Math.min(PORTION, until - from));
        for (long at = from; at < until; at += portion.limit()) {
            portion.clear().limit((int) Math.min(portion.capacity(), until - at));
            while (portion.hasRemaining()) {
                if (file.read(portion, at + portion.position()) < 0) {
                    throw new IOException("the file became shorter while it was sent");
                }
            }
            Content.Sink.write(response, false, portion.flip());
            portion.rewind();
            moved.run();
        }
    }
}
