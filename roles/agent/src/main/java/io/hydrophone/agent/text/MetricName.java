package io.hydrophone.agent.text;

/** Names of metrics made of other people's words. */
public final class MetricName {
    private static final int MAX_LENGTH = 200;

    private MetricName() {}

    /** A part of a name: what is neither letter, digit, hyphen nor dot becomes {@code _}; at most 200 characters. */
    public static String part(String words) {
        String cut = words.length() > MAX_LENGTH ? words.substring(0, MAX_LENGTH) : words;
        StringBuilder name = new StringBuilder(cut.length());
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            boolean kept =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
            name.append(kept ? c : '_');
        }
        return name.toString();
    }
}
