package io.hydrophone.http;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/** Parameters in the body of a request, as forms and {@code curl -d} send them. */
final class PostedForm {
    private static final int MAX_FIELDS = 100;
    private static final int MAX_BYTES = 4 << 10;

    private PostedForm() {}

    /**
     * Waits for the body.
     *
     * @throws ProblemException when there is a body that is no form, or one that is too large
     */
    static Fields read(Request request) {
        if (FormFields.getFormEncodedCharset(request) == null) {
            if (request.getLength() == 0) {
                return Fields.EMPTY;
            }
            throw bad("the body is no form", null);
        }
        try {
            return FormFields.getFields(request, MAX_FIELDS, MAX_BYTES);
        } catch (RuntimeException e) { // Jetty has one for each way in which a form can be wrong.
            throw bad("the form is not well encoded, or too large", e);
        }
    }

    private static ProblemException bad(String message, Exception cause) {
        Problem problem = new Problem(
                "bad-form",
                message,
                "",
                "send application/x-www-form-urlencoded, at most " + MAX_BYTES
                        + " bytes, or parameters in the address");
        return new ProblemException(problem, cause);
    }
}
