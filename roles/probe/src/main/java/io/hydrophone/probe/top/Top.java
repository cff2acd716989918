package io.hydrophone.probe.top;

import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.Probe;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The live table in a terminal. */
public final class Top {
    /** The other screen, so that the shell's own comes back; no cursor; lines do not wrap. */
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[2J";

    private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[0m\u001b[?1049l";
    private static final long SECOND = 1_000_000_000;
    /** How soon a new size of the window is noticed. */
    private static final long LOOK_MILLIS = 200;

    private static final int MAX_SIZE = 1_000;

    private final Probe probe;
    private final boolean colours;
    private final View view = new View();

    private Top(Probe probe, boolean colours) {
        this.probe = probe;
        this.colours = colours;
    }

    /**
     * Shows what a probe hears until the user quits or the probe's source ends. However this ends, by an exception or a
     * signal too, the terminal is left as it was.
     *
     * @throws ProblemException when there is no terminal
     */
    public static void show(Probe probe, boolean colours) throws IOException, InterruptedException, TimeoutException {
        try (Terminal terminal = open()) {
            Attributes before = terminal.enterRawMode();
            AtomicBoolean left = new AtomicBoolean();
            Runnable leave = () -> {
                if (left.compareAndSet(false, true)) {
                    terminal.writer().print(LEAVE);
                    terminal.writer().flush();
                    terminal.setAttributes(before);
                }
            };
            Thread onSignal = new Thread(leave, "restore-terminal");
            Runtime.getRuntime().addShutdownHook(onSignal);
            try {
                terminal.writer().print(ENTER);
                new Top(probe, colours).run(terminal, left);
            } finally {
                leave.run();
                forget(onSignal);
            }
        }
    }

    private static Terminal open() throws IOException {
        try {
            return TerminalBuilder.builder()
                    .system(true)
                    .dumb(false)
                    .nativeSignals(false)
                    .build();
        } catch (IllegalStateException e) {
            throw new ProblemException(
                    "no-terminal",
                    "this is no terminal that can be drawn on",
                    "",
                    "without one, top prints plain lines: add | cat");
        }
    }

    private void run(Terminal terminal, AtomicBoolean left) throws IOException, InterruptedException, TimeoutException {
        Picture picture = take();
        Size drawn = null;
        long next = System.nanoTime() + SECOND;
        while (!view.quit && !left.get() && !probe.awaitEnd(0, TimeUnit.SECONDS)) {
            Size size = terminal.getSize();
            if (!size.equals(drawn)) {
                draw(terminal, picture, size, drawn != null);
                drawn = new Size(size.getColumns(), size.getRows());
            }
            long wait = TimeUnit.NANOSECONDS.toMillis(next - System.nanoTime());
            int key = wait <= 0 ? Keys.NONE : Keys.read(terminal.reader(), Math.min(wait, LOOK_MILLIS));
            boolean anew = key != Keys.NONE && view.press(key);
            view.quit |= key == Keys.GONE;
            if (System.nanoTime() >= next) {
                next = Math.max(next + SECOND, System.nanoTime() + SECOND / 2);
                anew = !view.paused;
            }
            if (anew) {
                picture = take();
            }
            if (anew || key != Keys.NONE) {
                draw(terminal, picture, drawn, false);
            }
        }
    }

    private Picture take() throws InterruptedException, TimeoutException {
        return Picture.take(probe, view.seconds(), view.mode == View.Mode.DETAIL ? view.selected : null);
    }

    /** Within the bounds of reason, where the terminal does not tell its size. */
    private void draw(Terminal terminal, Picture picture, Size size, boolean resized) {
        int width = size.getColumns() > 0 ? Math.min(size.getColumns(), MAX_SIZE) : 80;
        int height = size.getRows() > 0 ? Math.min(size.getRows(), MAX_SIZE) : 24;
        if (resized) {
            terminal.writer().print("\u001b[2J");
        }
        List<Line> lines = Screen.draw(picture, view, width, height);
        terminal.writer().print(Screen.render(lines, width, height, colours));
        terminal.writer().flush();
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook has run or runs.
        }
    }
}
