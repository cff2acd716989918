package io.hydrophone.app;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.concurrent.Callable;

/** A command with the streams it reads and writes, so that a test can be its terminal. */
abstract class ConsoleCommand implements Callable<Integer> {
    private InputStream in = System.in;
    private PrintStream out = System.out;
    private PrintStream err = System.err;
    private boolean terminal;

    final void streams(InputStream input, PrintStream output, PrintStream errors, boolean isTerminal) {
        terminal = isTerminal;
        in = input;
        out = output;
        err = errors;
    }

    final InputStream in() {
        return in;
    }

    final PrintStream out() {
        return out;
    }

    /** For messages: never part of the result. */
    final PrintStream err() {
        return err;
    }

    /** Tells the user something at once. */
    final void notice(String notice) {
        err.println("hydrophone: " + notice);
        err.flush();
    }

    /** Whether results are read by a person at a terminal. */
    final boolean onTerminal() {
        return terminal;
    }
}
