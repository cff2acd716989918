package io.hydrophone.wire.session;

import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.RunningHandler;

/**
 * Pairs a session's commands with their answers: by order, and only while every byte between them was heard. After a
 * loss, a command is paired again only when the answer begins at exactly the byte that the client expected next when it
 * asked (the acknowledgement number of the command's segment): a client that waits for its answers has read all that
 * came before. A client that does not wait (pipelining) is believed again only after a silence.
 */
final class Pairing {
    /** Quiet time after which no answer to a pipelined command is expected any more. */
    private static final long SILENCE_NANOS = 2_000_000_000L;

    private final Session session;
    private final long id;
    private final PendingExchanges pending;
    private final Continuity continuity;
    /** Whether any command, or a login, was heard. */
    private boolean asked;
    /** Whether the client was heard to send commands ahead of answers. */
    private boolean sendsAhead;
    /** Whether such a client's bytes, or their answers, were lost, and no silence has come since. */
    private boolean pipelined;
    /** Whether commands may have been lost while one waited: if its answer is heard after that, they were sent ahead. */
    private boolean suspected;

    private long lastNanos;

    /** @param beginning whether the session is heard from its login on */
    Pairing(Session session, long id, boolean beginning) {
        this.session = session;
        this.id = id;
        pending = new PendingExchanges(session.context.pool);
        continuity = new Continuity(beginning);
    }

    PendingExchanges pending() {
        return pending;
    }

    Continuity continuity() {
        return continuity;
    }

    boolean asked() {
        return asked;
    }

    void heardAt(long nanos) {
        lastNanos = nanos;
    }

    /** When the session was heard last. */
    long lastNanos() {
        return lastNanos;
    }

    /** Shows the commands that wait for their answer. */
    void running(RunningHandler handler) {
        for (int i = 0; i < pending.size(); i++) {
            handler.running(pending.get(i));
        }
    }

    /** Whole commands may be missing. */
    void commandsLost() {
        pipelined |= sendsAhead;
        suspected |= pending.size() > 0;
    }

    /** What waits is not handed on. */
    void forget() {
        while (pending.size() > 0) {
            recycle(pending.removeFirst());
        }
    }

    /** Gives back what is lent, but for what still waits. */
    void release() {
        Exchange spare = pending.reuse();
        if (spare != null) {
            spare.release(session.context.pool);
        }
        pending.release();
    }

    /** A new exchange for the command that begins now. */
    Exchange begin(long nanos) {
        Exchange exchange = pending.reuse();
        if (exchange == null) {
            exchange = new Exchange(id, session.identity.clientPort());
        }
        exchange.begin(session.identity.key(), session.loginUnheard(), nanos);
        continuity.begin(exchange);
        asked = true;
        return exchange;
    }

    /** The command was heard to its end and will be answered. */
    void ask(Exchange exchange) {
        ReplyPackets answers = session.replies().packets();
        boolean aligned = answers.aligned();
        if (exchange.isAhead() && pending.size() == 0 && (exchange.anchored || !aligned)) {
            drop(exchange, exchange.askedNanos); // the answer to what was sent before it comes first
            answers.unalign();
            return;
        }
        if (aligned && !exchange.anchored) {
            await(exchange);
            return;
        }
        if (pipelined && exchange.askedNanos - lastNanos < SILENCE_NANOS) {
            drop(exchange, exchange.askedNanos);
            return;
        }
        pipelined = false;
        Exchange last = pending.last();
        if (!aligned && last != null && last.acknowledgement != exchange.acknowledgement) {
            finishAll(Outcome.LOST, exchange.askedNanos); // the client went on: their answers came and were not heard
        }
        exchange.anchored |= pending.size() == 0; // else its answer comes behind that of the one before
        await(exchange);
    }

    private void await(Exchange exchange) {
        if (pending.isFull()) {
            loseReplies(exchange.askedNanos);
            drop(exchange, exchange.askedNanos);
        } else {
            sendsAhead |= pending.size() > 0 && !exchange.isAhead();
            pending.add(exchange);
        }
    }

    private void drop(Exchange exchange, long nanos) {
        exchange.outcome = Outcome.LOST;
        emit(exchange, nanos);
    }

    /** The answers can no longer be told apart: what waits for one has lost it. */
    void loseReplies(long nanos) {
        pipelined |= sendsAhead || pending.size() > 1;
        session.replies().packets().unalign();
        finishAll(Outcome.LOST, nanos);
    }

    /** The answer to the first was not where it had to be; what was asked ahead of it went the same way. */
    void loseFirst(long nanos) {
        if (pending.size() > 1) {
            loseReplies(nanos);
        } else {
            drop(pending.removeFirst(), nanos);
        }
    }

    /** Ends all that waits. */
    void finishAll(Outcome outcome, long nanos) {
        while (pending.size() > 0) {
            Exchange exchange = pending.removeFirst();
            exchange.outcome = outcome;
            emit(exchange, nanos);
        }
    }

    /** Hands the exchange on and takes it back for the next command. */
    void emit(Exchange exchange, long nanos) {
        if (suspected) {
            pipelined |= exchange.answered;
            suspected = pending.size() > 0; // a loss of both, question and answer, says nothing
        }
        if (exchange.damaged) {
            exchange.outcome = Outcome.LOST;
        }
        if (exchange.outcome == Outcome.LOST) {
            session.context.counters.lostCommands++;
        }
        if (exchange.midstream) {
            session.context.counters.midstreamCommands++;
        }
        exchange.endNanos = nanos;
        continuity.handOn(exchange, session.context.handler);
        recycle(exchange);
    }

    /** Takes an exchange back for the next command. */
    void recycle(Exchange exchange) {
        boolean enough = pending.hasSpare();
        if (enough || exchange.payload.length > Requests.KEPT_BYTES) {
            exchange.release(session.context.pool);
        }
        if (!enough) {
            pending.recycle(exchange);
        }
    }
}
