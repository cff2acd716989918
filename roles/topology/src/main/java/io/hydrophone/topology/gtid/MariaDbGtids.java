package io.hydrophone.topology.gtid;

import io.hydrophone.core.Foreign;
import io.hydrophone.core.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A list of MariaDB's transactions: a position, the last transaction of each domain ({@code gtid_slave_pos}, {@code
 * gtid_binlog_pos}, {@code gtid_current_pos}), or a state, the last one of each server in each domain ({@code
 * gtid_binlog_state}). Immutable, in order.
 *
 * @see <a href="https://mariadb.com/kb/en/gtid/">Global transaction ID</a>
 */
public final class MariaDbGtids {
    public static final MariaDbGtids EMPTY = new MariaDbGtids(List.of());

    private static final int MAX = 100_000;
    private static final long MAX_ID = 0xffff_ffffL;
    private static final int SHOWN = 20;

    private final List<MariaDbGtid> list;

    private MariaDbGtids(List<MariaDbGtid> list) {
        this.list = list;
    }

    /**
     * Reads {@code 0-1-42,1-2-7}; nothing, and white space alone, are the empty list.
     *
     * @throws ProblemException {@code bad-gtid-list} with what is wrong, or when there are more than 100,000
     */
    public static MariaDbGtids parse(String text) {
        if (text.isBlank()) {
            return EMPTY;
        }
        String[] parts = text.split(",", MAX + 1);
        if (parts.length > MAX) {
            throw bad("there are more than " + MAX, text);
        }
        List<MariaDbGtid> list = new ArrayList<>(parts.length);
        for (String part : parts) {
            list.add(one(part.strip()));
        }
        return new MariaDbGtids(list.stream().distinct().sorted().toList());
    }

    private static MariaDbGtid one(String text) {
        String[] numbers = text.split("-", 4);
        if (numbers.length != 3) {
            throw bad("domain, server and sequence are expected", text);
        }
        return new MariaDbGtid(id(numbers[0], text), id(numbers[1], text), sequence(numbers[2], text));
    }

    private static long id(String digits, String text) {
        if (!isNumber(digits, 10) || Long.parseLong(digits) > MAX_ID) {
            throw bad("domain and server are numbers of 32 bits", text);
        }
        return Long.parseLong(digits);
    }

    private static long sequence(String digits, String text) {
        if (isNumber(digits, 20)) {
            try {
                return Long.parseUnsignedLong(digits);
            } catch (NumberFormatException e) {
                // Beyond 64 bits.
            }
        }
        throw bad("a sequence is a number of 64 bits", text);
    }

    private static boolean isNumber(String text, int most) {
        return !text.isEmpty() && text.length() <= most && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static ProblemException bad(String what, String text) {
        return new ProblemException(
                "bad-gtid-list",
                what + ", and there is '" + Foreign.text(text, SHOWN) + "'",
                "",
                "write DOMAIN-SERVER-SEQUENCE, several with commas");
    }

    public List<MariaDbGtid> list() {
        return list;
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    /**
     * By domain, how far this position is behind another: the difference of the sequences. That is how many transactions
     * are missing as long as the domain has no holes. Domains without any are not in it.
     */
    public Map<Long, Long> missing(MariaDbGtids other) {
        Map<Long, Long> here = lastByDomain();
        Map<Long, Long> missing = new TreeMap<>();
        other.lastByDomain().forEach((domain, last) -> {
            long mine = here.getOrDefault(domain, 0L);
            if (Long.compareUnsigned(last, mine) > 0) {
                missing.put(domain, last - mine);
            }
        });
        return missing;
    }

    /** The sum of {@link #missing}. */
    public long missingCount(MariaDbGtids other) {
        long count = 0;
        for (long missing : missing(other).values()) {
            count = missing < 0 ? Long.MAX_VALUE : GtidSet.sum(count, missing);
        }
        return count;
    }

    private Map<Long, Long> lastByDomain() {
        Map<Long, Long> last = new TreeMap<>();
        for (MariaDbGtid gtid : list) {
            last.merge(gtid.domain(), gtid.sequence(), (one, two) -> Long.compareUnsigned(one, two) >= 0 ? one : two);
        }
        return last;
    }

    /**
     * Of two states: those here of which the other has not so many, by domain and server. Such transactions did not come
     * from the other.
     */
    public MariaDbGtids beyond(MariaDbGtids other) {
        record Stream(long domain, long server) {}
        Map<Stream, Long> known = new HashMap<>();
        for (MariaDbGtid gtid : other.list) {
            // In order, so that the last of a stream is its highest.
            known.put(new Stream(gtid.domain(), gtid.server()), gtid.sequence());
        }
        return new MariaDbGtids(list.stream()
                .filter(gtid -> {
                    Long last = known.get(new Stream(gtid.domain(), gtid.server()));
                    return last == null || Long.compareUnsigned(last, gtid.sequence()) < 0;
                })
                .toList());
    }

    /** Those of one server or of all but one. */
    public MariaDbGtids ofServer(long server, boolean only) {
        return new MariaDbGtids(
                list.stream().filter(gtid -> (gtid.server() == server) == only).toList());
    }

    /** Both lists in one. */
    public MariaDbGtids and(MariaDbGtids other) {
        List<MariaDbGtid> both = new ArrayList<>(list);
        both.addAll(other.list);
        return new MariaDbGtids(both.stream().distinct().sorted().toList());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MariaDbGtids gtids && list.equals(gtids.list);
    }

    @Override
    public int hashCode() {
        return list.hashCode();
    }

    @Override
    public String toString() {
        return list.stream().map(MariaDbGtid::toString).collect(Collectors.joining(","));
    }
}
