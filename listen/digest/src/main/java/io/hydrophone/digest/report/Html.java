package io.hydrophone.digest.report;

/** Text on its way into HTML. */
public final class Html {
    private Html() {}

    /** Safe as an element's content and between quotes; controls that no document may hold become U+FFFD. */
    public static String text(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                case '\n', '\t' -> safe.append(c);
                default -> safe.append(SqlText.isControl(c) ? '\ufffd' : c);
            }
        }
        return safe.toString();
    }

    /** A coordinate with one digit after the point; not below 0. */
    public static String fixed(double value) {
        long tenths = Math.round(value * 10);
        return tenths / 10 + "." + Math.abs(tenths % 10);
    }
}
