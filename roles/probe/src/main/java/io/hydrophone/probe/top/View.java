package io.hydrophone.probe.top;

import io.hydrophone.digest.StatementClass;
import java.util.List;
import java.util.Locale;

/** What the user has chosen to see. */
final class View {
    enum Mode {
        LIST,
        DETAIL,
        HELP
    }

    private static final int[] WINDOWS = {1, 10, 60};

    Mode mode = Mode.LIST;
    SortBy sort = SortBy.TIME;
    boolean paused;
    boolean quit;
    /** Being typed. */
    boolean filtering;

    String filter = "";
    /** Of the chosen statement; null before one is chosen. */
    Long selected;

    private int window = 1;
    /** Ranked and filtered, as last drawn: what arrows move over. */
    private List<StatementClass> shown = List.of();

    int seconds() {
        return WINDOWS[window];
    }

    /** The statements to show, ranked. */
    List<StatementClass> rank(List<StatementClass> statements) {
        String wanted = filter.toLowerCase(Locale.ROOT);
        shown = statements.stream()
                .filter(statement -> wanted.isEmpty() || matches(statement, wanted))
                .sorted(sort)
                .toList();
        return shown;
    }

    /** The place of the chosen statement among those shown, or −1. */
    int selectedIndex() {
        for (int i = 0; selected != null && i < shown.size(); i++) {
            if (shown.get(i).digest() == selected) {
                return i;
            }
        }
        return -1;
    }

    /** Does what a key asks for; whether figures have to be taken anew. */
    boolean press(int key) {
        if (filtering) {
            type(key);
            return false;
        }
        switch (key) {
            case 'q' -> quit = true;
            case '?', 'h' -> mode = mode == Mode.HELP ? Mode.LIST : Mode.HELP;
            case 'p', ' ' -> paused = !paused;
            case Keys.ESCAPE, Keys.BACKSPACE -> back();
            default -> {
                return mode == Mode.HELP ? close() : mode == Mode.LIST && pressInList(key);
            }
        }
        return !paused && (key == 'p' || key == ' ');
    }

    private boolean pressInList(int key) {
        SortBy column = SortBy.of(key);
        if (column != null) {
            sort = column;
            return false;
        }
        switch (key) {
            case Keys.LEFT -> sort = sort.moved(-1);
            case Keys.RIGHT -> sort = sort.moved(1);
            case Keys.UP, 'k' -> move(-1);
            case Keys.DOWN, 'j' -> move(1);
            case Keys.PAGE_UP -> move(-10);
            case Keys.PAGE_DOWN -> move(10);
            case Keys.HOME -> move(-shown.size());
            case Keys.END -> move(shown.size());
            case '/' -> filtering = true;
            case 'w' -> {
                window = (window + 1) % WINDOWS.length;
                return true;
            }
            case Keys.ENTER -> {
                if (selectedIndex() < 0) {
                    move(0);
                }
                mode = selected == null ? Mode.LIST : Mode.DETAIL;
                return true;
            }
            default -> {
                // No key of ours.
            }
        }
        return false;
    }

    private boolean close() {
        mode = Mode.LIST;
        return false;
    }

    private void back() {
        if (mode != Mode.LIST) {
            mode = Mode.LIST;
        } else if (selected != null) {
            selected = null;
        } else {
            filter = "";
        }
    }

    private void type(int key) {
        switch (key) {
            case Keys.ENTER -> filtering = false;
            case Keys.ESCAPE -> {
                filtering = false;
                filter = "";
            }
            case Keys.BACKSPACE ->
                filter = filter.isEmpty() ? "" : filter.substring(0, filter.offsetByCodePoints(filter.length(), -1));
            default -> {
                if (key >= ' ' && Character.isValidCodePoint(key) && filter.length() < 100) {
                    filter += Character.toString(key);
                }
            }
        }
    }

    private void move(int rows) {
        if (shown.isEmpty()) {
            return;
        }
        int from = selectedIndex();
        int to = from < 0 ? Math.max(0, rows - 1) : from + rows;
        selected = shown.get(Math.clamp(to, 0, shown.size() - 1)).digest();
    }

    private static boolean matches(StatementClass statement, String wanted) {
        return statement.figures().fingerprint().toLowerCase(Locale.ROOT).contains(wanted)
                || statement.users().shares().stream()
                        .anyMatch(
                                share -> share.value().toLowerCase(Locale.ROOT).contains(wanted))
                || statement.databases().shares().stream()
                        .anyMatch(
                                share -> share.value().toLowerCase(Locale.ROOT).contains(wanted));
    }
}
