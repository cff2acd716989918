package io.hydrophone.wire.session;

import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.QueryHandler;

/**
 * What is certain from one command of a session to the next: the state that the server told last, and whether any
 * command went by unheard between the two.
 */
final class Continuity {
    private int status = -1;
    private boolean missed;

    /** @param beginning whether the session is heard from its login on */
    Continuity(boolean beginning) {
        missed = !beginning;
    }

    /** No transaction goes on from before a login. */
    void loggedIn() {
        status = 0;
    }

    /** Commands may have gone by unheard. */
    void miss() {
        missed = true;
        status = -1;
    }

    boolean missed() {
        return missed;
    }

    /** A command begins. */
    void begin(Exchange exchange) {
        exchange.followsGap = missed;
        missed = false;
    }

    /** The command has ended. */
    void handOn(Exchange exchange, QueryHandler handler) {
        exchange.statusBefore = exchange.followsGap ? -1 : status;
        handler.query(exchange);
        if (exchange.outcome == Outcome.LOST) {
            status = -1;
        } else if (exchange.results > 0) {
            status = exchange.status;
        }
    }
}
