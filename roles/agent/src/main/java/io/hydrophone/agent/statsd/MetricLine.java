package io.hydrophone.agent.statsd;

/**
 * A line {@code name:value[:value]|type[|@rate][|#tag,tag][|c:container][|Ttime]}, where it lies. What it says of containers
 * and in fields of later versions is passed over.
 *
 * @see <a href="https://docs.datadoghq.com/extend/dogstatsd/datagram_shell">DogStatsD's protocol, up to 1.3</a>
 */
final class MetricLine {
    private static final int MAX_NAME = 500;

    byte[] in;
    int nameFrom;
    int nameTo;
    int valuesFrom;
    int valuesTo;
    MetricType type;
    /** Above 0, at most 1. */
    double rate;
    /** Both the same when there are none. */
    int tagsFrom;

    int tagsTo;
    /** In seconds since 1970; −1 when it has none. */
    long time;

    /** Whether it is one. */
    boolean read(byte[] bytes, int from, int to) {
        in = bytes;
        nameFrom = from;
        nameTo = Bytes.find(bytes, from, to, ':');
        if (nameTo == from || nameTo == to || nameTo - from > MAX_NAME || !isName()) {
            return false;
        }
        valuesFrom = nameTo + 1;
        valuesTo = Bytes.find(bytes, valuesFrom, to, '|');
        if (valuesTo == valuesFrom || valuesTo == to) {
            return false;
        }
        int typeFrom = valuesTo + 1;
        int typeTo = Bytes.find(bytes, typeFrom, to, '|');
        type = MetricType.of(bytes, typeFrom, typeTo);
        return type != null && readFields(typeTo, to);
    }

    private boolean isName() {
        for (int at = nameFrom; at < nameTo; at++) {
            if ((in[at] >= 0 && in[at] <= ' ') || in[at] == '|' || in[at] == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private boolean readFields(int from, int to) {
        rate = 1;
        tagsFrom = to;
        tagsTo = to;
        time = -1;
        for (int at = from; at < to; ) {
            int begin = at + 1;
            at = Bytes.find(in, begin, to, '|');
            if (begin == at) {
                return false;
            }
            switch (in[begin]) {
                case '@' -> rate = Bytes.number(in, begin + 1, at);
                case '#' -> {
                    tagsFrom = begin + 1;
                    tagsTo = at;
                }
                case 'T' -> time = Bytes.whole(in, begin + 1, at);
                default -> {}
            }
            if (in[begin] == 'T' && !isTime()) {
                return false;
            }
        }
        return rate > 0 && rate <= 1;
    }

    /** Years beyond 9999 are mistakes; and only counters and gauges come with their time. */
    private boolean isTime() {
        return time > 0 && time < 253_402_300_800L && (type == MetricType.COUNTER || type == MetricType.GAUGE);
    }

    /** Where the value that begins somewhere ends. A set has one, whatever is in it. */
    int valueEnd(int from) {
        return type == MetricType.SET ? valuesTo : Bytes.find(in, from, valuesTo, ':');
    }
}
