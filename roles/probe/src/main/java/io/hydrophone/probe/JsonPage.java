package io.hydrophone.probe;

import io.hydrophone.http.Answer;
import io.hydrophone.http.HttpRequest;
import io.hydrophone.http.Routes;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes what was asked for as JSON. */
@FunctionalInterface
public interface JsonPage {
    void write(HttpRequest request, JsonGenerator json) throws Exception;

    /** What serves the page; nothing is sent before it is whole. */
    static Routes.Handler handler(JsonPage page) {
        return request -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream(4 << 10);
            try (JsonGenerator json = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
                page.write(request, json);
            }
            return Answer.json(out.toByteArray());
        };
    }

    /** Made when a page is asked for. */
    final class Json {
        private static final JsonFactory FACTORY = new JsonFactory();

        private Json() {}
    }
}
