package io.hydrophone.app.agent;

import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.http.ListenAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the agent that runs on this machine. */
final class AgentClient {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI base;
    private final String authorization;

    /**
     * Of an agent.
     *
     * @param authorization the header's value; null for none
     */
    AgentClient(ListenAddress address, boolean tls, String authorization) {
        String host = address.host().equals("0.0.0.0") || address.host().equals("::") ? "127.0.0.1" : address.host();
        this.base = URI.create((tls ? "https://" : "http://") + new ListenAddress(host, address.port()));
        this.authorization = authorization;
    }

    /**
     * The body of an answer.
     *
     * @throws ProblemException when there is none, or it is a refusal
     */
    String get(String path) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new ProblemException(
                        "agent-refuses", "the agent answers with status " + answer.statusCode(), base + path, "");
            }
            return answer.body();
        } catch (IOException e) {
            throw new ProblemException(
                    "no-agent",
                    "no agent answers (" + Reason.innermost(e) + ")",
                    base.toString(),
                    "start it: hydrophone agent start");
        }
    }

    boolean answers() {
        try {
            get("/status");
            return true;
        } catch (ProblemException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true; // whoever waits for it is to end
        }
    }
}
