package io.hydrophone.traffic.replay;

import io.hydrophone.traffic.recording.Answered;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/** A session of the recording that is not over, as the reading thread knows it. */
final class OpenSession {
    private final SessionReplay replay;
    /** Null without an order. */
    private final SourceOrder.Session order;
    /** Commands that it has done in an earlier run. */
    private final long doneBefore;

    private final ArrayDeque<Step> unanswered = new ArrayDeque<>();

    OpenSession(SessionReplay replay, SourceOrder.Session order, long doneBefore) {
        this.replay = replay;
        this.order = order;
        this.doneBefore = doneBefore;
    }

    boolean isDone(long number) {
        return number <= doneBefore;
    }

    SessionReplay replay() {
        return replay;
    }

    void asked(Step step) {
        if (order != null) {
            order.asked(step);
        }
        unanswered.add(step);
        replay.steps().add(step);
    }

    /**
     * A piece of a file.
     *
     * @param most of the waiting pieces of a file that holds up the order
     * @return the bytes that were taken
     */
    int uploaded(long number, byte[] piece, long most) {
        for (Step step : unanswered) {
            if (step.asked().number() == number) {
                Upload upload = step.openUpload();
                int taken = upload.add(piece) ? piece.length : 0;
                if (order != null && upload.bytes() > most) {
                    order.give(step); // Its end is further than reading may go ahead.
                }
                replay.steps().signal();
                return taken;
            }
        }
        return 0;
    }

    /** Gives an answer to its command; those before it had none, because they get none or it was not heard. */
    void answered(Answered answer, Consumer<Step> late) {
        while (!unanswered.isEmpty() && unanswered.peek().asked().number() <= answer.number()) {
            Step step = unanswered.poll();
            boolean isIts = step.asked().number() == answer.number();
            close(step, isIts ? answer : null, late);
        }
    }

    /** Nothing more is heard of it. */
    void over(Step end, Consumer<Step> late) {
        while (!unanswered.isEmpty()) {
            close(unanswered.poll(), null, late);
        }
        if (order != null) {
            order.over(end);
        }
        replay.steps().add(end);
    }

    /** @param late told of commands that the target has answered already */
    private void close(Step step, Answered answer, Consumer<Step> late) {
        if (answer == null) {
            step.close();
        } else {
            step.answer(answer);
        }
        if (order != null) {
            order.answered(step);
        }
        if (step.meet() && step.target() != null) {
            late.accept(step);
        }
        replay.steps().signal();
    }
}
