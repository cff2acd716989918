package io.hydrophone.probe.top;

import java.util.List;

/** Makes of a picture what a terminal is sent. */
final class Screen {
    private static final int MIN_WIDTH = 40;
    private static final int MIN_HEIGHT = 10;

    private Screen() {}

    static List<Line> draw(Picture picture, View view, int width, int height) {
        if (width < MIN_WIDTH || height < MIN_HEIGHT) {
            return List.of(Line.of("this window is too small", Style.WARN));
        }
        return switch (view.mode) {
            case LIST -> ListScreen.draw(picture, view, width, height);
            case DETAIL -> DetailScreen.draw(picture, view, width, height);
            case HELP -> HelpScreen.draw(height);
        };
    }

    /**
     * Every line is overwritten in place and its rest cleared, never the whole screen; terminals that know synchronized
     * updates (private mode 2026) show it at once. So nothing flickers.
     */
    static String render(List<Line> lines, int width, int height, boolean colours) {
        StringBuilder out = new StringBuilder(8 << 10);
        out.append("\u001b[?2026h");
        for (int row = 0; row < height; row++) {
            out.append("\u001b[").append(row + 1).append(";1H");
            boolean full = row < lines.size() && lines.get(row).render(out, width, colours);
            // At the edge the cursor stays on the last character, which the clearing would take.
            out.append(full ? "" : "\u001b[K");
        }
        return out.append("\u001b[?2026l").toString();
    }
}
