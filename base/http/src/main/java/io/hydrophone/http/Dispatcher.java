package io.hydrophone.http;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Finds who answers, after asking who asks. */
final class Dispatcher extends Handler.Abstract {
    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

    private final Routes routes;
    private final Token token;
    private final LocalName localName;
    private final SlowClients clients;

    /**
     * @param token null when anyone may ask
     * @param localName null when any Host header is good
     */
    Dispatcher(Routes routes, Token token, LocalName localName, SlowClients clients) {
        this.routes = routes;
        this.token = token;
        this.localName = localName;
        this.clients = clients;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Connection connection = request.getConnectionMetaData().getConnection();
        clients.answering(connection);
        send(request, response, Callback.from(callback, () -> clients.answered(connection)));
        return true;
    }

    private void send(Request request, Response response, Callback callback) {
        Answer refusal = refusal(request, response);
        String path = Request.getPathInContext(request);
        Channels channels = refusal == null ? routes.channelsAt(path) : null;
        if (channels == null) {
            send(refusal == null ? answer(request, response, path) : refusal, request, response, callback);
            return;
        }
        Answer answer = call(asked -> channels.upgrade(asked, request, response, callback), request, path);
        if (answer != null) {
            send(answer, request, response, callback);
        }
    }

    private void send(Answer answer, Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        if (answer.file() != null) {
            Connection connection = request.getConnectionMetaData().getConnection();
            FileBody.send(answer, request, response, callback, () -> clients.moved(connection));
            return;
        }
        boolean isReading =
                !request.getMethod().equals("POST") && !request.getMethod().equals("PUT");
        if (answer.status() == 200 && isReading) {
            String tag = tag(answer.body());
            response.getHeaders().put(HttpHeader.ETAG, tag);
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
            if (tag.equals(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
                response.setStatus(304);
                callback.succeeded();
                return;
            }
        }
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        // Jetty keeps the body of an answer to HEAD to itself.
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    /** What is said to those who may not ask; null for all others. */
    private Answer refusal(Request request, Response response) {
        if (localName != null && !localName.isNamedBy(request.getHeaders().get(HttpHeader.HOST))) {
            return Answer.problem(
                    421,
                    new Problem(
                            "not-this-host",
                            "the Host header names another server",
                            "",
                            "ask for " + localName + ": a page of a foreign site may not read what is here"));
        }
        // A page's script may open a WebSocket to any host, and the browser asks nobody.
        if (localName != null && !localName.isOrigin(request.getHeaders().get(HttpHeader.ORIGIN))) {
            return Answer.problem(
                    403,
                    new Problem(
                            "foreign-page",
                            "the Origin header names a foreign site",
                            "",
                            "ask from a page of " + localName + ", or from no page"));
        }
        if (token != null
                && !token.isIn(request.getHeaders().get(HttpHeader.AUTHORIZATION))
                && !(routes.takesApiKeys() && isApiKey(request))) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"hydrophone\"");
            return Answer.problem(
                    401,
                    new Problem("no-token", "this needs a token", "", "send the header Authorization: Bearer TOKEN"));
        }
        return null;
    }

    private boolean isApiKey(Request request) {
        try {
            Fields.Field parameter = Request.extractQueryParameters(request).get("api_key");
            String key = parameter == null ? request.getHeaders().get("DD-API-KEY") : parameter.getValue();
            return key != null && token.is(key);
        } catch (HttpException.RuntimeException | IllegalArgumentException e) {
            return false; // A query string that is not well encoded.
        }
    }

    private Answer answer(Request request, Response response, String path) {
        Routes.Handler handler = handler(request, path);
        if (handler == null) {
            return Answer.problem(
                    404,
                    new Problem(
                            "no-such-page",
                            "there is nothing here",
                            path,
                            "there are " + String.join(", ", routes.paths())));
        }
        List<String> methods = routes.methods(path);
        if (!methods.contains(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, String.join(", ", methods));
            String message = routes.changes(path) ? "this is no way to change it" : "this can only be read";
            return Answer.problem(
                    405, new Problem("no-such-method", message, path, "use " + String.join(" or ", methods)));
        }
        if (routes.changes(path) && isOfAnotherSite(request)) {
            return Answer.problem(
                    403,
                    new Problem(
                            "foreign-page",
                            "a page of another site asks for a change",
                            path,
                            "ask from a page of this server, or from no page"));
        }
        return call(handler, request, path);
    }

    private Routes.Handler handler(Request request, String path) {
        Routes.Taker taker = routes.takerAt(path);
        if (taker == null) {
            return routes.at(path);
        }
        String type = header(request, HttpHeader.CONTENT_TYPE.asString());
        String encoding = header(request, HttpHeader.CONTENT_ENCODING.asString());
        return asked ->
                taker.take(asked, new Posted(type, encoding, request.getLength(), Request.asInputStream(request)));
    }

    private static String header(Request request, String name) {
        String value = request.getHeaders().get(name);
        return value == null ? "" : value;
    }

    /** A browser says whose page asks (Fetch Metadata); nobody else has the header. */
    private static boolean isOfAnotherSite(Request request) {
        String site = request.getHeaders().get("Sec-Fetch-Site");
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    private Answer call(Routes.Handler handler, Request request, String path) {
        try {
            return handler.answer(new HttpRequest(
                    path, parameters(request, path), Request.getRemoteAddr(request), request.getHeaders()::get));
        } catch (ProblemException e) {
            return Answer.problem(400, e.problem());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.problem(503, new Problem("stopping", "the server is stopping", path, "ask again later"));
        } catch (Exception e) {
            LOG.log(System.Logger.Level.ERROR, "cannot answer " + path, e);
            return Answer.problem(
                    500, new Problem("internal", "the answer could not be made", path, "see what the server printed"));
        }
    }

    private Map<String, List<String>> parameters(Request request, String path) {
        Map<String, List<String>> parameters = new HashMap<>();
        try {
            for (Fields.Field field : Request.extractQueryParameters(request)) {
                parameters.put(field.getName(), field.getValues());
            }
            if (request.getMethod().equals("POST") && routes.takerAt(path) == null) {
                PostedForm.read(request).forEach(field -> parameters.put(field.getName(), field.getValues()));
            }
        } catch (HttpException.RuntimeException | IllegalArgumentException e) {
            throw new ProblemException(
                    "bad-query",
                    "the query string is not well encoded",
                    request.getHttpURI().getPath(),
                    "give each byte of UTF-8 as a percent sign and two hexadecimal digits");
        }
        return parameters;
    }

    /** The same bytes have the same tag, whenever the server was started. */
    private static String tag(byte[] body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
