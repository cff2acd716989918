package io.hydrophone.digest;

import io.hydrophone.protocol.Command;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.PreparedStatement;
import io.hydrophone.wire.Query;
import io.hydrophone.wire.SessionKey;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A query with given figures, as the decoder would hand it over: changed and handed over again. */
public final class HeardQuery implements Query {
    public SessionKey key = new SessionKey(0, "10.0.0.9:3306", "10.0.0.1", "app", "shop");
    public Command command = Command.COM_QUERY;
    public Outcome outcome = Outcome.OK;
    public PreparedStatement statement;
    public long endNanos = 1_700_000_000_000_000_000L;
    public long latencyNanos = 1_000;
    public long totalNanos = 2_000;
    public int errorCode;
    public long rowsSent;
    public int serverStatus;
    public long session = 1;
    public int results = 1;
    public int statusAlways;
    public int statusEver;
    public int statusBefore = -1;
    public boolean followsGap;
    private byte[] sql = new byte[0];

    public HeardQuery sql(String text) {
        sql = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    public HeardQuery sql(byte[] bytes) {
        sql = bytes;
        return this;
    }

    public HeardQuery ended(long nanos) {
        endNanos = nanos;
        return this;
    }

    public HeardQuery took(long nanos) {
        totalNanos = nanos;
        return this;
    }

    public HeardQuery failed(int code) {
        errorCode = code;
        outcome = Outcome.ERROR;
        return this;
    }

    @Override
    public long startNanos() {
        return endNanos - totalNanos;
    }

    @Override
    public long endNanos() {
        return endNanos;
    }

    @Override
    public long latencyNanos() {
        return latencyNanos;
    }

    @Override
    public long totalNanos() {
        return totalNanos;
    }

    @Override
    public SessionKey key() {
        return key;
    }

    @Override
    public long session() {
        return session;
    }

    @Override
    public int results() {
        return results;
    }

    @Override
    public int statusAlways() {
        return statusAlways;
    }

    @Override
    public int statusEver() {
        return statusEver;
    }

    @Override
    public int statusBefore() {
        return statusBefore;
    }

    @Override
    public boolean followsGap() {
        return followsGap;
    }

    @Override
    public int clientPort() {
        return 50_000;
    }

    @Override
    public Command command() {
        return command;
    }

    @Override
    public Outcome outcome() {
        return outcome;
    }

    @Override
    public byte[] sqlBuffer() {
        return sql;
    }

    @Override
    public int sqlOffset() {
        return 0;
    }

    @Override
    public int sqlLength() {
        return sql.length;
    }

    @Override
    public boolean sqlTruncated() {
        return false;
    }

    @Override
    public PreparedStatement statement() {
        return statement;
    }

    @Override
    public long statementId() {
        return 1;
    }

    @Override
    public void parameters(Consumer<Object> parameter) {
        parameter.accept(1L);
    }

    @Override
    public boolean parametersKnown() {
        return true;
    }

    @Override
    public int errorCode() {
        return errorCode;
    }

    @Override
    public String sqlState() {
        return "";
    }

    @Override
    public String errorMessage() {
        return "";
    }

    @Override
    public long rowsSent() {
        return rowsSent;
    }

    @Override
    public long rowsAffected() {
        return 0;
    }

    @Override
    public int warnings() {
        return 0;
    }

    @Override
    public int serverStatus() {
        return serverStatus;
    }

    @Override
    public long bytesIn() {
        return 5L + sql.length;
    }

    @Override
    public long bytesOut() {
        return 11;
    }
}
