package io.hydrophone.report.mysqlprobe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** mysql-probe's message as a consumer knows it, that was written against its types and is strict about them. */
final class Message {
    record AssemblySummary(
            @JsonProperty("a") String db,
            @JsonProperty("b") String ip,
            @JsonProperty("c") long lastSeen,
            @JsonProperty("d") List<Summary> group,
            @JsonProperty("e") List<Client> client,
            @JsonProperty("f") int unknownExec) {}

    record Client(
            @JsonProperty("a") String ip, @JsonProperty("b") List<Summary> group) {}

    record Summary(
            @JsonProperty("a") String key,
            @JsonProperty("b") String sql,
            @JsonProperty("c") int success,
            @JsonProperty("d") int failed,
            @JsonProperty("e") long lastSeen,
            @JsonProperty("f") float successMillis,
            @JsonProperty("g") float failedMillis,
            @JsonProperty("h") long noGoodIndexUsed,
            @JsonProperty("i") long noIndexUsed,
            @JsonProperty("j") long queryWasSlow,
            @JsonProperty("k") Integer qps,
            @JsonProperty("l") Float averageLatency,
            @JsonProperty("m") Float minLatency,
            @JsonProperty("n") Float maxLatency,
            @JsonProperty("o") Float latency99,
            @JsonProperty("p") List<Query> slow,
            @JsonProperty("r") Query sample) {}

    record Query(
            @JsonProperty("c") String raw,
            @JsonProperty("d") boolean error,
            @JsonProperty("e") String errorMessage,
            @JsonProperty("f") int errno,
            @JsonProperty("g") int serverStatus,
            @JsonProperty("h") long affectedRows,
            @JsonProperty("i") long requestNanos,
            @JsonProperty("j") long responseNanos,
            @JsonProperty("k") float latencyMillis,
            @JsonProperty("n") String clientIp) {}

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private Message() {}

    static Map<String, AssemblySummary> read(byte[] json) {
        return JSON.readValue(json, new TypeReference<Map<String, AssemblySummary>>() {});
    }
}
