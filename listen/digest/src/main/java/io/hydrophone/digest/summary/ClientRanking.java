package io.hydrophone.digest.summary;

import java.util.ArrayList;
import java.util.List;

/**
 * The clients that asked a statement most often.
 *
 * @param shares most frequent first
 * @param others all clients that are not listed, together
 */
public record ClientRanking(List<ClientShare> shares, ClientShare others) {
    public ClientRanking {
        shares = List.copyOf(shares);
    }

    private static final ClientRanking EMPTY =
            new ClientRanking(List.of(), new ClientShare("other", 0, 0, 0, 0, 0, 0, 0, 0));

    public static ClientRanking empty() {
        return EMPTY;
    }

    /** How often each asked. */
    public Ranking<String> counts() {
        List<Share<String>> counts = new ArrayList<>(shares.size());
        shares.forEach(share -> counts.add(new Share<>(share.client(), share.count())));
        return new Ranking<>(counts, others.count());
    }

    /** All clients together. */
    public ClientShare total() {
        return shares.stream().reduce(others, ClientShare::plus);
    }
}
