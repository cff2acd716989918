package io.hydrophone.agent.plugin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A plugin in a directory, named as open-falcon has it: {@code 60_name.sh} runs every 60 seconds.
 *
 * @param name without seconds and ending
 */
record PluginFile(Path path, String name, Duration pace) {
    private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,5})_([^.]+)(?:\\.[^.]*)*");

    /** Null for any other file. */
    static PluginFile of(Path path) {
        Matcher matcher = NAME.matcher(path.getFileName().toString());
        return matcher.matches()
                ? new PluginFile(path, matcher.group(2), Duration.ofSeconds(Integer.parseInt(matcher.group(1))))
                : null;
    }
}
